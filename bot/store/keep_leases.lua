-- Lets leases last as long as before although time is about to be moved on.
--
-- KEYS[1]  the queue of a shard
-- KEYS[2]  the leases of the shard
-- ARGV[1]  by how many seconds time is moved

local due, leases = KEYS[1], KEYS[2]
for _, name in ipairs(redis.call("HKEYS", leases)) do
  if redis.call("ZSCORE", due, name) then
    redis.call("ZINCRBY", due, ARGV[1], name)
  end
end
