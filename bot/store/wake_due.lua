-- Makes a debrief due now or, while a process has a lease on it, right after that lease.
--
-- KEYS[1]  the queue of its shard
-- KEYS[2]  the leases of its shard
-- ARGV[1]  its name in the queue
-- ARGV[2]  seconds to add to the store's time

local due, leases, name = KEYS[1], KEYS[2], ARGV[1]
if redis.call("HEXISTS", leases, name) == 1 then
  redis.call("HINCRBY", leases, "woken:" .. name, 1)
else
  local now = tonumber(redis.call("TIME")[1]) + tonumber(ARGV[2])
  redis.call("ZADD", due, "LT", now, name)
end
