-- Reads the counts of words that are kept.
--
-- KEYS[1]  the switch
-- KEYS[2…] the counts of some days
--
-- Returns the value of the switch (or false), and for each day its words and counts in turn.

local days = {}
for index = 2, #KEYS do
  days[#days + 1] = redis.call("HGETALL", KEYS[index])
end
return {redis.call("GET", KEYS[1]), days}
