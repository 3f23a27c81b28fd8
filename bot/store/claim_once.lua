-- Lets one of many repetitions of an act go ahead, and tells the others how it went.
--
-- KEYS[1]  the act
-- KEYS[2…] the act by the names that former master keys gave it, to "claim" only
-- ARGV[1]  "claim", "done" or "release"
-- ARGV[2]  command id: random, of one call; it tells whose claim it is
-- ARGV[3]  claim: seconds after which an unfinished claim counts as unknown; done: the result
-- ARGV[4]  expiry in seconds
--
-- Returns {1 if the caller claimed it, else 0; "claimed", "done", "unknown" or "free"; the result}.
--
-- A call that is repeated because its answer was lost changes nothing and is answered as before.

local act, operation, caller = KEYS[1], ARGV[1], ARGV[2]
for index = 2, #KEYS do
  if redis.call("EXISTS", KEYS[index]) == 1 then
    act = KEYS[index]
  end
end
local holder, since, result = unpack(redis.call("HMGET", act, "holder", "since", "result"))

if operation == "claim" then
  local now = tonumber(redis.call("TIME")[1])
  if not holder then
    redis.call("HSET", act, "holder", caller, "since", now)
    redis.call("EXPIRE", act, ARGV[4])
    return {1, "claimed", ""}
  elseif result then
    return {0, "done", result}
  elseif holder == caller then
    redis.call("HSET", act, "holder", caller)  -- unchanged, for WAIT to have something to confirm
    return {1, "claimed", ""}
  elseif now - tonumber(since) >= tonumber(ARGV[3]) then
    return {0, "unknown", ""}
  end
  return {0, "claimed", ""}
end

if holder == caller then
  if operation == "release" then
    redis.call("DEL", act)
    return {0, "free", ""}
  end
  redis.call("HSET", act, "result", ARGV[3])
  redis.call("EXPIRE", act, ARGV[4])
  return {0, "done", ARGV[3]}
end
return {0, "free", ""}
