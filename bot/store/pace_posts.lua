-- Spreads the calls to a channel over time: some at once, then one an interval.
--
-- KEYS[1]  the channel: the time, in milliseconds, up to which its calls are spoken for
-- ARGV[1]  the interval in milliseconds
-- ARGV[2]  how many calls may be made at once
-- ARGV[3]  milliseconds in which Slack wants no call at all, 0 to ask for a call
-- ARGV[4]  seconds to add to the store's time
--
-- Returns the milliseconds to wait; 0 if the call may be made now.

local time = redis.call("TIME")
local now = (tonumber(time[1]) + tonumber(ARGV[4])) * 1000 + math.floor(tonumber(time[2]) / 1000)
local interval, pause = tonumber(ARGV[1]), tonumber(ARGV[3])
local ahead = (tonumber(ARGV[2]) - 1) * interval
local taken = math.max(tonumber(redis.call("GET", KEYS[1]) or 0), now)
local wait = 0
if pause > 0 then
  taken = math.max(taken, now + pause + ahead)
  wait = pause
elseif taken - now > ahead then
  wait = taken - now - ahead
else
  taken = taken + interval
end
redis.call("SET", KEYS[1], string.format("%.0f", taken), "PX", taken - now + 60000)
return wait
