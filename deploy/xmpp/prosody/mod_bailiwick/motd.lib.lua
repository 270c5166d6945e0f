-- The message of the day (XEP-0133, 4.23 to 4.25) of a domain: once to each account for each change. Kept in the store
-- "bailiwick_motd"; who has had which is in "bailiwick_motd_seen". mod_motd is something else: its text stands in the
-- configuration and comes at every sign-in.
local forms = module:require "forms";
local accounts = module:require "accounts";
local announce = module:require "announce";
local open_store = require "core.storagemanager".open;
local new_id = require "util.id".medium;

local motd = {};
local current = {};

local function keep(host, message)
	local ok, problem = open_store(host, "bailiwick_motd", "keyval"):set(nil, message);
	if not ok then forms.refuse("wait", "internal-server-error", "The message could not be kept: "..tostring(problem)); end
	current[host] = message;
end

local function mark(node, host, id)
	if not accounts.are_kept(host) then return; end
	open_store(host, "bailiwick_motd_seen", "keyval"):set(node, { id = id });
end

local function deliver(session, message)
	session.send(announce.message(session.host, session.full_jid, "headline", message.subject, message.body));
end

-- Not again to whoever has had it, on whatever device that was.
local function on_sign_in(session)
	local message = current[session.host];
	if not message then return; end
	local seen = open_store(session.host, "bailiwick_motd_seen", "keyval"):get(session.username);
	if seen and seen.id == message.id then return; end
	deliver(session, message);
	mark(session.username, session.host, message.id);
end

local function deliver_to_all_online(host, message)
	for node, user in pairs(prosody.hosts[host].sessions) do
		local delivered = false;
		for _, session in pairs(user.sessions) do
			if session.presence then
				deliver(session, message);
				delivered = true;
			end
		end
		if delivered then mark(node, host, message.id); end
	end
end

local function is_same(message, input)
	return message and message.body == input.motd and message.subject == input.subject;
end

local function set(input, here)
	if is_same(current[here.host], input) then return nil, "This is the message of the day already"; end
	local message = { id = new_id(), subject = input.subject, body = input.motd, at = os.time() };
	keep(here.host, message);
	deliver_to_all_online(here.host, message);
	return nil, "The message of the day is set";
end

local function edit(input, here)
	if not current[here.host] then forms.refuse("cancel", "item-not-found", "There is no message of the day"); end
	if is_same(current[here.host], input) then return nil, "This is the message of the day already"; end
	keep(here.host, { id = new_id(), subject = input.subject, body = input.motd, at = os.time() });
	return nil, "The message of the day is changed; everybody gets it at their next sign-in";
end

local function delete(_, here)
	if not current[here.host] then return nil, "There was no message of the day"; end
	keep(here.host, nil);
	return nil, "The message of the day is deleted";
end

function motd.add_host(host_module)
	local host = host_module.host;
	current[host] = open_store(host, "bailiwick_motd", "keyval"):get(nil);
	host_module:hook("presence/initial", function (event) on_sign_in(event.origin); end);
end

local fields = {
	{ var = "subject", type = "text-single", label = "Subject" },
	{ var = "motd", type = "text-multi", label = "Message of the day", required = true },
};

local function present(here)
	local message = current[here.host];
	return message and { subject = message.subject, motd = message.body };
end

motd.commands = {
	{ standard = "set-motd", title = "Set the message of the day", changes = true, fields = fields, run = set },
	{ standard = "edit-motd", title = "Edit the message of the day", changes = true, fields = fields, run = edit, values = present },
	{ standard = "delete-motd", title = "Delete the message of the day", changes = true, fields = {}, run = delete },
};

return motd;
