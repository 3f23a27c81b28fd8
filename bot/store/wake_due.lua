-- Has a debrief looked at now or, where somebody is at work on it, right after that.
--
-- KEYS[1]  the queue of its shard
-- KEYS[2]  the claims of its shard
-- ARGV[1]  its name in the queue
-- ARGV[2]  seconds to add to the store's time

local due, claims, name = KEYS[1], KEYS[2], ARGV[1]
if redis.call("HEXISTS", claims, name) == 1 then
  redis.call("HINCRBY", claims, "woken:" .. name, 1)
else
  local now = tonumber(redis.call("TIME")[1]) + tonumber(ARGV[2])
  redis.call("ZADD", due, "LT", now, name)
end
