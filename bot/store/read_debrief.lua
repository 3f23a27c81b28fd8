-- Reads a debrief, the time, and whether a command was carried out already.
--
-- KEYS[1]  the debrief
-- ARGV[1]  digest of the command's id, or ""
-- ARGV[2]  seconds to add to the store's time
--
-- Returns {now; revision, wrapped data key, encrypted record, each nil where there is no debrief;
-- the revision that the command led to, or nil}.

local now = tonumber(redis.call("TIME")[1]) + tonumber(ARGV[2])
local revision, key, record, done =
  unpack(redis.call("HMGET", KEYS[1], "revision", "key", "record", "command:" .. ARGV[1]))
return {now, revision, key, record, done}
