-- Empties a slot if it still holds the value that was read, so that its message is posted again.
--
-- KEYS[1]  the slots of the debrief
-- ARGV[1]  the slot
-- ARGV[2]  the value that was seen
--
-- Returns 1, or 0 if it holds something else by now.

if redis.call("HGET", KEYS[1], ARGV[1]) ~= ARGV[2] then
  return 0
end
redis.call("HDEL", KEYS[1], ARGV[1])
return 1
