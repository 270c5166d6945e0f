-- The server itself: its hosts, where it sends what, how many accounts it has.
local forms = module:require "forms";
local connection = module:require "connection";
local get_module = require "core.modulemanager".get_module;
local get_option = require "core.configmanager".get;
local get_provider = require "core.usermanager".get_provider;

local hosts = prosody.hosts;
local server = {};

local function kind_of(host)
	if hosts[host].type == "local" then return "users"; end
	return hosts[host].modules.muc and "rooms" or "other";
end

local function sorted_hosts()
	local names = {};
	for host in pairs(hosts) do names[#names + 1] = host; end
	table.sort(names);
	return names;
end

local function list_hosts()
	local rows = {};
	for index, host in ipairs(sorted_hosts()) do
		local name = get_option(host, "name");
		rows[index] = { host = host, kind = kind_of(host), name = type(name) == "string" and name or nil };
	end
	return forms.rows({ "host", "kind", "name" }, rows);
end

-- Prosody is always alone; its name is that of the domain that was asked, unless the configuration has one.
local function cluster(_, here)
	local sessions = 0;
	for _ in pairs(prosody.full_sessions) do sessions = sessions + 1; end
	return forms.rows({ "node", "state", "self", "version", "since", "sessions", "sees" }, { {
		node = module:get_option_string("bailiwick_node", here.host), state = "running", self = true,
		version = prosody.version, since = connection.time(prosody.start_time), sessions = sessions,
	} });
end

local function component_target(host)
	local external = get_module(host, "component");
	local session = external and external.session;
	if not session then return "mod_"..(get_option(host, "component_module") or "component"); end
	local address, port = connection.peer(session);
	return port and ("%s:%d"):format(address, port) or address;
end

local function own_route(host)
	local kind = kind_of(host);
	if kind == "users" then return { domain = host, kind = kind, target = "VirtualHost" }; end
	if kind == "rooms" then return { domain = host, kind = kind, target = "mod_muc" }; end
	local external = get_option(host, "component_module") == "component";
	return { domain = host, kind = external and "component" or "service", target = component_target(host) };
end

-- Streams that stanzas go out on now.
local function add_open_streams(add)
	for _, from in ipairs(sorted_hosts()) do
		for remote, session in pairs(hosts[from].s2sout or {}) do
			local address, port = connection.peer(session);
			if port then add({ domain = remote, kind = "peer", target = ("%s:%d"):format(address, port) }); end
		end
	end
end

local function add_static_routes(add)
	if not get_module("*", "static_routes") then return; end
	for domain, addresses in pairs(get_option("*", "static_routes") or {}) do
		for _, address in ipairs(addresses) do add({ domain = domain, kind = "peer", target = address }); end
	end
end

local function routes(input)
	local rows, seen = {}, {};
	local function add(row)
		local key = row.domain.." "..row.target;
		if seen[key] then return; end
		seen[key] = true;
		rows[#rows + 1] = row;
	end
	add_open_streams(add);
	add_static_routes(add);
	table.sort(rows, function (one, other)
		if one.domain ~= other.domain then return one.domain < other.domain; end
		return one.target < other.target;
	end);
	for index, host in ipairs(sorted_hosts()) do table.insert(rows, index, own_route(host)); end
	if get_module("*", "s2s") then add({ domain = "*", kind = "default", target = "mod_s2s (DNS)" }); end
	local node = module:get_option_string("bailiwick_node");
	for _, row in ipairs(rows) do row.node = node; end
	return forms.rows({ "domain", "kind", "target", "node" }, rows, input.limit);
end

-- XEP-0133, 4.12.
local function registered_count(_, here)
	local provider = get_provider(here.host);
	-- Where a method is missing, Prosody has one in its place that says so.
	local each, state, before;
	if provider then each, state, before = provider.users(); end
	if not each then
		local text = "The accounts of %s are kept elsewhere (authentication: %s), and can’t be counted from here";
		local kept_by = provider and provider.name or "none";
		forms.refuse("cancel", "feature-not-implemented", text:format(here.host, kept_by));
	end
	local count = 0;
	for _ in each, state, before do count = count + 1; end
	return forms.values({ { "registeredusersnum", count } }, "http://jabber.org/protocol/admin");
end

server.commands = {
	{ name = "hosts", title = "Domains of this server", fields = {}, run = list_hosts },
	{ name = "cluster", title = "Members of the cluster", fields = {}, run = cluster },
	{
		name = "routes", title = "Routing table", run = routes,
		fields = { { var = "limit", type = "limit", label = "At most" } },
	},
	{ standard = "get-registered-users-num", title = "Number of registered users", fields = {}, run = registered_count },
};

return server;
