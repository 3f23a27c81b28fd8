-- Ends a lease, and says when the debrief is looked at next.
--
-- KEYS[1]  the queue of its shard
-- KEYS[2]  the leases of its shard
-- ARGV[1]  its name in the queue
-- ARGV[2]  number of the lease
-- ARGV[3]  the time of the next look, or "" for none until it is woken
-- ARGV[4]  seconds to add to the store's time
--
-- If it was woken during the lease, the next look is now. Does nothing once the lease was lost.

local due, leases, name = KEYS[1], KEYS[2], ARGV[1]
if redis.call("HGET", leases, name) ~= ARGV[2] then
  return
end
if redis.call("HEXISTS", leases, "woken:" .. name) == 1 then
  redis.call("ZADD", due, tonumber(redis.call("TIME")[1]) + tonumber(ARGV[4]), name)
elseif ARGV[3] == "" then
  redis.call("ZREM", due, name)
else
  redis.call("ZADD", due, ARGV[3], name)
end
redis.call("HDEL", leases, name, "woken:" .. name)
