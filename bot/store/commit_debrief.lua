-- Changes a debrief in one step: the record, its history, its lists, and when to look at it and at
-- the people whom it concerns.
--
-- KEYS[1]  the debrief
-- KEYS[2]  the queue of its shard
-- KEYS[3]  the leases of its shard
-- KEYS[4]  the queue of people of its shard
-- KEYS[5]  the leases of those people
-- KEYS[6…] lists that it belongs in or belonged in, sorted sets
-- ARGV[1]  digest of the command's id
-- ARGV[2]  the revision that the change was made from; 0 for a new debrief
-- ARGV[3]  wrapped data key; this and the following are left out where nothing was changed
-- ARGV[4]  encrypted record
-- ARGV[5]  encrypted entry of its history
-- ARGV[6]  its name in the queue
-- ARGV[7]  its id in the lists
-- ARGV[8]  seconds to add to the store's time
-- ARGV[9]  the time of the scheduled reveal, or ""
-- ARGV[10] how many people it concerns or concerned
-- ARGV[11…] their names in their queue, and then for each list the score that it has there, or "" where
--           it does not belong
--
-- Returns {"done", revision}; {"again", revision} without effect, for a command that was carried out
-- before or one that changes nothing; or {"conflict", revision}, with nothing written, if another
-- change or the reveal came first.

local debrief, due, leases, name = KEYS[1], KEYS[2], KEYS[3], ARGV[6]
local command = "command:" .. ARGV[1]
local revision, done = unpack(redis.call("HMGET", debrief, "revision", command))
if done then
  redis.call("HSET", debrief, command, done)  -- unchanged, for WAIT to have something to confirm
  return {"again", tonumber(done) or 0}
end
revision = tonumber(revision or 0)
if revision ~= tonumber(ARGV[2]) then
  return {"conflict", revision}
end
if not ARGV[3] then
  redis.call("HSET", debrief, "revision", revision)  -- unchanged, for WAIT to have something to confirm
  return {"again", revision}
end

local now = tonumber(redis.call("TIME")[1]) + tonumber(ARGV[8])
if ARGV[9] ~= "" and now >= tonumber(ARGV[9]) then
  return {"conflict", revision}
end

revision = revision + 1
redis.call("HSET", debrief, "revision", revision, "key", ARGV[3], "record", ARGV[4],
  "history:" .. revision, ARGV[5], command, revision)
local people = tonumber(ARGV[10])
for index = 6, #KEYS do
  local score = ARGV[index + 5 + people]
  if score == "" then
    redis.call("ZREM", KEYS[index], ARGV[7])
  else
    redis.call("ZADD", KEYS[index], score, ARGV[7])
  end
end

-- As in wake_due.lua.
local function wake(queue, claims, who)
  if redis.call("HEXISTS", claims, who) == 1 then
    redis.call("HINCRBY", claims, "woken:" .. who, 1)
  else
    redis.call("ZADD", queue, "LT", now, who)
  end
end

wake(due, leases, name)
for index = 11, 10 + people do
  wake(KEYS[4], KEYS[5], ARGV[index])
end
return {"done", revision}
