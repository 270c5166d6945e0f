-- Prosody does one thing at a time. In the midst of work for many accounts this lets it see to everybody else first; only the
-- connection of the administrator who asked waits meanwhile. Does nothing where that isn't possible: a coroutine can't be
-- left from inside of pcall in Lua 5.1.
local async = require "util.async";
local add_task = require "util.timer".add_task;

local every = 10;

-- To be called with the number of the account that was just done.
return function (number)
	if number % every ~= 0 or _VERSION == "Lua 5.1" or not async.ready() then return; end
	local wait, done = async.waiter();
	add_task(0.001, function () done(); end);
	wait();
end
