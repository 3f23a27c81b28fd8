-- Ends a claim, and says when the debrief is looked at next.
--
-- KEYS[1]  the queue of its shard
-- KEYS[2]  the claims of its shard
-- ARGV[1]  its name in the queue
-- ARGV[2]  number of the claim
-- ARGV[3]  the time of the next look, or "" for none until somebody wakes it
-- ARGV[4]  seconds to add to the store's time
--
-- Where it was woken during the claim, the next look is now. Does nothing once the claim was lost.

local due, claims, name = KEYS[1], KEYS[2], ARGV[1]
if redis.call("HGET", claims, name) ~= ARGV[2] then
  return
end
if redis.call("HEXISTS", claims, "woken:" .. name) == 1 then
  redis.call("ZADD", due, tonumber(redis.call("TIME")[1]) + tonumber(ARGV[4]), name)
elseif ARGV[3] == "" then
  redis.call("ZREM", due, name)
else
  redis.call("ZADD", due, ARGV[3], name)
end
redis.call("HDEL", claims, name, "woken:" .. name)
