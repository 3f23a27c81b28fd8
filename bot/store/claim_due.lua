-- Gives one debrief that is due to the one who asks. If it is not heard of again before the lease
-- ends, the next one gets it.
--
-- KEYS[1]  the queue of a shard: names by the time they are due
-- KEYS[2]  the claims of the shard: name -> the claim's number, "woken:" and name -> how often
-- ARGV[1]  the lease in seconds
-- ARGV[2]  seconds to add to the store's time
--
-- Returns {name, number of the claim, now}, or nothing. A former claim's number is void from then
-- on, so whoever was presumed dead and is not can write nothing more.

local due, claims = KEYS[1], KEYS[2]
local now = tonumber(redis.call("TIME")[1]) + tonumber(ARGV[2])
local name = redis.call("ZRANGE", due, "-inf", now, "BYSCORE", "LIMIT", 0, 1)[1]
if not name then
  return {}
end
local number = redis.call("HINCRBY", claims, "last", 1)
redis.call("HSET", claims, name, number)
redis.call("HDEL", claims, "woken:" .. name)
redis.call("ZADD", due, now + tonumber(ARGV[1]), name)
return {name, number, now}
