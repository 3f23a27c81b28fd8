-- Writes a person's notes in place of those that they were made from.
--
-- KEYS[1]  the notes of a debrief, a hash
-- ARGV[1]  the field
-- ARGV[2]  the SHA-1 of what was read from it, or "" for nothing
-- ARGV[3]  the encrypted notes
--
-- Returns "saved", or "conflict", with nothing written, if something else is in the field by now.

local stored = redis.call("HGET", KEYS[1], ARGV[1])
local digest = stored and redis.sha1hex(stored) or ""
if digest ~= ARGV[2] then
  return "conflict"
end
redis.call("HSET", KEYS[1], ARGV[1], ARGV[3])
return "saved"
