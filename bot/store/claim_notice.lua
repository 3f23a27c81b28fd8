-- Claims to tell a person something that is told once, by one of several processes.
--
-- KEYS[1]  what the person was last told, and by which process
-- ARGV[1]  what they are to be told
-- ARGV[2]  the mark of the process
-- ARGV[3]  "1" where it is only for those who were told something else before, else ""
-- ARGV[4]  seconds until it is forgotten
--
-- Returns 1 where this process is to tell, else 0. Until the key is another process's, a repeated
-- call is answered as before.

local claim = ARGV[1] .. ":" .. ARGV[2]
local earlier = redis.call("GET", KEYS[1])
if earlier == claim then
  return 1
end
if earlier and string.sub(earlier, 1, #ARGV[1] + 1) == ARGV[1] .. ":" then
  return 0
end
if not earlier and ARGV[3] == "1" then
  return 0
end
redis.call("SET", KEYS[1], claim, "EX", ARGV[4])
return 1
