-- Sends one signed request again and again, and compares every answer with the one expected.
-- Arguments after `--`: the body to send, the body to expect.

local threads = {}
local expected

function setup(thread)
  table.insert(threads, thread)
end

function init(arguments)
  wrk.method = "POST"
  wrk.body = arguments[1]
  expected = arguments[2]
  wrong = 0 -- global: `done` asks the thread for it
end

function response(status, _, body)
  if status ~= 200 or body ~= expected then
    wrong = wrong + 1
  end
end

function done(summary, latency, _)
  local bad = 0
  for _, thread in ipairs(threads) do
    bad = bad + thread:get("wrong")
  end
  for _, count in pairs(summary.errors) do
    bad = bad + count
  end
  io.write(string.format(
    '{"requests": %d, "microseconds": %d, "p50": %d, "p99": %d, "wrong": %d}\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99), bad
  ))
end
