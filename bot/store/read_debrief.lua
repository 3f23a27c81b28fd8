-- Reads a debrief, the time, whether a command was carried out already, and whether a list names it.
--
-- KEYS[1]  the debrief
-- KEYS[2]  a list that named it, if one did
-- ARGV[1]  digest of the command's id, or ""
-- ARGV[2]  seconds to add to the store's time
-- ARGV[3]  its id in the list
--
-- Returns {now; revision, wrapped data key, encrypted record, each nil where there is no debrief;
-- the revision that the command led to, or nil; the history's entry of this revision, or nil; 1 if
-- the history goes on after it, else 0; 1 if the list names it at this moment, else 0}.

local now = tonumber(redis.call("TIME")[1]) + tonumber(ARGV[2])
local revision, key, record, done =
  unpack(redis.call("HMGET", KEYS[1], "revision", "key", "record", "command:" .. ARGV[1]))
local entry, later, listed = false, 0, 0
if revision then
  entry = redis.call("HGET", KEYS[1], "history:" .. revision)
  later = redis.call("HEXISTS", KEYS[1], "history:" .. (tonumber(revision) or 0) + 1)
end
if KEYS[2] and redis.call("ZSCORE", KEYS[2], ARGV[3]) then
  listed = 1
end
return {now, revision, key, record, done, entry, later, listed}
