-- When somebody was last here. mod_lastactivity keeps that in memory, and only for who sent a last presence; this keeps it
-- in the store "bailiwick_activity" of each domain: { login, at, status }, one small write at a sign-in and one when the
-- last session of an account ends. After a crash, the sign-in is what is known.
local forms = module:require "forms";
local accounts = module:require "accounts";
local connection = module:require "connection";
local open_store = require "core.storagemanager".open;

local activity = {};
local stores = {};

local function store_of(host)
	stores[host] = stores[host] or open_store(host, "bailiwick_activity", "keyval");
	return stores[host];
end

-- What is kept for an account, or nil.
function activity.get(node, host)
	return store_of(host):get(node);
end

function activity.set(node, host, kept)
	return store_of(host):set(node, kept);
end

local function keep(session, change)
	if not accounts.are_kept(session.host) then return; end
	local kept = activity.get(session.username, session.host) or {};
	kept.at, kept.status = os.time(), nil;
	for name, value in pairs(change) do kept[name] = value; end
	local ok, reason = activity.set(session.username, session.host, kept);
	if not ok then module:log("warn", "The last activity of %s could not be kept: %s", session.username, reason); end
end

function activity.add_host(host_module)
	stores[host_module.host] = nil;
	host_module:hook("resource-bind", function (event)
		keep(event.session, { login = os.time() });
	end);
	-- The last words are those of the presence that ended being available, not of one that says so once more.
	host_module:hook("pre-presence/bare", function (event)
		local stanza, session = event.stanza, event.origin;
		if stanza.attr.to or session.type ~= "c2s" then return; end
		if stanza.attr.type ~= "unavailable" then
			session.bailiwick_farewell = nil;
		elseif session.presence then
			session.bailiwick_farewell = connection.status(stanza);
		end
	end, 10);
	host_module:hook("resource-unbind", function (event)
		local session = event.session;
		if prosody.hosts[session.host].sessions[session.username] then return; end
		keep(session, { status = session.bailiwick_farewell });
	end);
end

local function row_of(bare)
	local node, host = accounts.of(bare);
	local best;
	for _, session in pairs(accounts.sessions(node, host)) do
		if not best or (session.priority or -129) > (best.priority or -129) then best = session; end
	end
	if best then
		return { jid = bare, online = true, status = connection.status(best.presence) };
	end
	local kept = activity.get(node, host) or {};
	return { jid = bare, online = false, at = connection.time(kept.at), status = kept.status };
end

local function last_activity(input)
	accounts.check(input.accounts);
	local rows = {};
	for index, bare in ipairs(input.accounts) do rows[index] = row_of(bare); end
	return forms.rows({ "jid", "online", "at", "status" }, rows);
end

-- XEP-0133, 4.10. What isn't known is absent, as everywhere.
local function last_login(input)
	local kept = activity.get(accounts.of(input.accountjid)) or {};
	return forms.values({
		{ "accountjid", input.accountjid },
		{ "lastlogin", connection.time(kept.login) },
	}, "http://jabber.org/protocol/admin");
end

-- For data.lib.lua.
function activity.details(node, host)
	local kept = activity.get(node, host) or {};
	return { { "signed in", connection.time(kept.login) }, { "seen", connection.time(kept.at) }, { "status", kept.status } };
end

activity.commands = {
	{
		name = "last-activity", title = "Last activity", run = last_activity,
		fields = { { var = "accounts", type = "accounts", label = "Of these accounts", required = true } },
	}, {
		standard = "get-user-lastlogin", title = "Last sign-in of a user", run = last_login,
		fields = { { var = "accountjid", type = "account", label = "Account", required = true } },
	},
};

return activity;
