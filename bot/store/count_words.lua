-- Counts words of a question that had no answer, if the workspace counts them.
--
-- KEYS[1]  the switch; any value but ARGV[1] means that nothing is counted
-- KEYS[2]  the day's counts, by word
-- KEYS[3]  what this call is recognised by if it is repeated because its answer was lost
-- ARGV[1]  the version of the counts
-- ARGV[2]  after how many seconds the day's counts expire
-- ARGV[3]  after how many seconds a repetition isn't recognised any more
-- ARGV[4…] the words, each once
--
-- Returns 1 if words are counted in this workspace, else 0.

if redis.call("GET", KEYS[1]) ~= ARGV[1] then
  return 0
end
if #ARGV > 3 and redis.call("SET", KEYS[3], "", "NX", "EX", ARGV[3]) then
  for index = 4, #ARGV do
    redis.call("HINCRBY", KEYS[2], ARGV[index], 1)
  end
  redis.call("EXPIRE", KEYS[2], ARGV[2])
end
return 1
