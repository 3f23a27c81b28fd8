-- Reads the role of a channel and a person's own in it, and keeps the channel's while it is in use.
--
-- KEYS[1]  the channel's role
-- KEYS[2]  the person's own
-- ARGV[1]  for how many seconds a channel's role is kept; it is renewed when half of them are left
--
-- Returns both (false for none).

local of_channel = redis.call("GET", KEYS[1])
if of_channel and redis.call("TTL", KEYS[1]) < ARGV[1] / 2 then
  redis.call("EXPIRE", KEYS[1], ARGV[1])
end
return {of_channel, redis.call("GET", KEYS[2])}
