-- From a command of ours, { name or standard, title, fields, run(input, here) }, to what mod_adhoc calls. `here`:
-- { host, from }. run answers a form or nil, and a note or nil; `changes`: who ran it stands in the log; `values(here)` fills in the form that asks.
local forms = module:require "forms";
local xpcall = require "util.xpcall".xpcall;

local bad_step = { type = "modify", condition = "bad-request", text = "There is no previous step" };
local no_form = { type = "modify", condition = "bad-request", text = "The form is missing" };

local function begun(command, here)
	local values = command.values and command.values(here);
	return {
		status = "executing",
		actions = { "complete", default = "complete" },
		other = forms.asking(command.title, command.fields, command.form_type, values),
	};
end

local function answer(command, here, data)
	local form = data.form;
	if data.action == "cancel" or (form and form.attr.type == "cancel") then return { status = "canceled" }; end
	if data.action == "prev" then return { status = "error", error = bad_step }; end
	if form or #command.fields == 0 then
		local input = form and forms.read(command.fields, form) or {};
		if command.changes then module:log("info", "%s runs %s on %s", here.from, command.node, here.host); end
		local x, note = command.run(input, here);
		return { status = "completed", other = x, info = note };
	end
	if data.action == "complete" then return { status = "error", error = no_form }; end
	return begun(command, here);
end

local function failed(cause)
	if type(cause) == "table" and cause.refused then return cause; end
	return debug.traceback(tostring(cause), 2);
end

-- A handler for mod_adhoc's new(). It keeps no state: each request says all that is needed.
return function (host_module, command)
	return function (_, data)
		local here = { host = host_module.host, from = data.from };
		local ok, outcome = xpcall(answer, failed, command, here, data);
		if ok then return outcome; end
		if type(outcome) == "table" then return { status = "error", error = outcome }; end
		host_module:log("error", "%s failed: %s", command.node, outcome);
		local text = "The command failed. Prosody’s log has the reason";
		return { status = "error", error = { type = "cancel", condition = "internal-server-error", text = text } };
	end
end
