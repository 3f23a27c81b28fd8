-- Leases one debrief that is due to the caller. If the caller is not heard of again before the
-- lease ends, the next caller gets the debrief.
--
-- KEYS[1]  the queue of a shard: names by the time they are due
-- KEYS[2]  the leases of the shard: name -> the lease's number, "woken:" and name -> how often
-- ARGV[1]  seconds that the lease lasts
-- ARGV[2]  seconds to add to the store's time
--
-- Returns {name, number of the lease, now}, or nothing. The numbers of earlier leases are refused
-- from then on, so a process that was presumed dead can write nothing more.

local due, leases = KEYS[1], KEYS[2]
local now = tonumber(redis.call("TIME")[1]) + tonumber(ARGV[2])
local name = redis.call("ZRANGE", due, "-inf", now, "BYSCORE", "LIMIT", 0, 1)[1]
if not name then
  return {}
end
local number = redis.call("HINCRBY", leases, "last", 1)
redis.call("HSET", leases, name, number)
redis.call("HDEL", leases, "woken:" .. name)
redis.call("ZADD", due, now + tonumber(ARGV[1]), name)
return {name, number, now}
