-- Sessions of people: seen, and ended.
local forms = module:require "forms";
local accounts = module:require "accounts";
local connection = module:require "connection";
local jid = require "util.jid";

local full_sessions = prosody.full_sessions;
local node = module:get_option_string("bailiwick_node");

local columns = { "jid", "node", "address", "port", "since", "tls", "cipher", "mechanism", "show", "status", "priority", "transport" };

local function transport_of(session)
	if session.bosh_version then return "bosh"; end
	return session.websocket_request and "websocket" or "tcp";
end

local function row_of(full_jid, session)
	local address, port = connection.peer(session);
	local tls, cipher = connection.tls(session);
	local presence = session.presence;
	return {
		jid = full_jid, node = node, address = address, port = port, since = connection.time(session.conntime),
		tls = tls, cipher = cipher, mechanism = session.bailiwick_mechanism,
		show = presence and (presence:get_child_text("show") or "available"),
		status = connection.status(presence),
		priority = presence and session.priority,
		transport = transport_of(session),
	};
end

-- Full JIDs in their order: of these accounts or of everybody, and on one host or on all.
local function wanted(list, host)
	local found = {};
	local function add(full_jid)
		if not host or jid.host(full_jid) == host then found[#found + 1] = full_jid; end
	end
	for _, bare in ipairs(list or {}) do
		local name, of = accounts.of(bare);
		for _, session in pairs(accounts.sessions(name, of)) do add(session.full_jid); end
	end
	if not list then
		for full_jid in pairs(full_sessions) do add(full_jid); end
	end
	table.sort(found);
	return found;
end

local function list_sessions(input)
	local host = input.host and (jid.prep(input.host) or input.host);
	if host and not accounts.is_served(host) then
		forms.refuse("cancel", "item-not-found", ("The domain %s isn’t served here"):format(host));
	end
	local found, rows, more = wanted(input.accounts, host), {}, nil;
	for _, full_jid in ipairs(found) do
		if not input.after or full_jid > input.after then
			if #rows == input.limit then more = true; break; end
			rows[#rows + 1] = row_of(full_jid, full_sessions[full_jid]);
		end
	end
	return forms.rows(columns, rows, nil, { { "more", more }, { "total", #found } });
end

local function end_one(session, text)
	session:close({ condition = "policy-violation", text = text });
	return session.destroyed and 1 or 0;
end

local function end_sessions(input)
	for _, one in ipairs(input.accounts) do accounts.of(jid.bare(one)); end
	local rows = {};
	for _, one in ipairs(input.accounts) do
		local name, host, resource = jid.split(one);
		local ending, ended = {}, 0;
		for of, session in pairs(accounts.sessions(name, host)) do
			if not resource or resource == of then ending[#ending + 1] = session; end
		end
		for _, session in ipairs(ending) do
			ended = ended + end_one(session, input.reason or "An administrator ended this session");
		end
		rows[#rows + 1] = { jid = one, ended = ended };
	end
	return forms.rows({ "jid", "ended" }, rows);
end

-- XEP-0133, 4.16: people, not sessions.
local function online_count(_, here)
	local count = 0;
	for _ in pairs(prosody.hosts[here.host].sessions) do count = count + 1; end
	local form_type = "http://jabber.org/protocol/admin";
	return forms.values({ { "onlineusersnum", count } }, form_type);
end

local sessions = {};

-- Prosody forgets the mechanism once somebody has signed in.
function sessions.add_host(host_module)
	host_module:hook("authentication-success", function (event)
		local handler = event.session.sasl_handler;
		event.session.bailiwick_mechanism = handler and handler.selected;
	end);
end

sessions.commands = {
	{
		name = "sessions", title = "Sessions", run = list_sessions,
		fields = {
			{ var = "accounts", type = "accounts", label = "Of these accounts" },
			{ var = "host", type = "text-single", label = "On this domain" },
			{ var = "limit", type = "limit", label = "At most" },
			{ var = "after", type = "text-single", label = "Behind this full JID" },
		},
	}, {
		name = "end-sessions", title = "End sessions", run = end_sessions, changes = true,
		fields = {
			{ var = "accounts", type = "jids", label = "Accounts, or single sessions", required = true },
			{ var = "reason", type = "text-single", label = "Reason, for those people to read" },
		},
	}, {
		standard = "get-online-users-num", title = "Number of online users", fields = {}, run = online_count,
	},
};

return sessions;
