-- Saves the state of a message, and extends the lease.
--
-- KEYS[1]  the queue of the debrief's shard
-- KEYS[2]  the leases of its shard
-- KEYS[3]  the slots of the debrief
-- ARGV[1]  the debrief's name in the queue
-- ARGV[2]  number of the lease
-- ARGV[3]  seconds that the lease lasts
-- ARGV[4]  seconds to add to the store's time
-- ARGV[5]  the slot
-- ARGV[6]  its value, or "" to empty it
-- ARGV[7]  how often the debrief had been woken during the lease when its record was read, or ""
--
-- Returns {"done", 0}; or, with nothing written, {"lost", 0} once the lease was lost, and
-- {"woken", how often} if it was woken since: what is to be written may not hold any more.
--
-- A call that is repeated because its answer was lost is answered as before.

local due, leases, slots, name, slot = KEYS[1], KEYS[2], KEYS[3], ARGV[1], ARGV[5]
if redis.call("HGET", leases, name) ~= ARGV[2] then
  return {"lost", 0}
end
local now = tonumber(redis.call("TIME")[1]) + tonumber(ARGV[4])
redis.call("ZADD", due, now + tonumber(ARGV[3]), name)
local woken = redis.call("HGET", leases, "woken:" .. name) or "0"
if ARGV[7] ~= "" and ARGV[7] ~= woken and redis.call("HGET", slots, slot) ~= ARGV[6] then
  return {"woken", tonumber(woken)}
end
if ARGV[6] == "" then
  redis.call("HDEL", slots, slot)
else
  redis.call("HSET", slots, slot, ARGV[6])
end
return {"done", 0}
