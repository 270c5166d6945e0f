-- Static routes between servers, for domains that no DNS knows (a lab, a private network). Prosody 0.12 has no option for
-- it and doesn't read /etc/hosts. In the configuration, in the global section:
--   static_routes = { ["north.example"] = { "127.0.0.11:5269", "127.0.0.12:5269" } }
-- Addresses are tried in their order; "*.north.example" stands for every name below it. Certificates are checked against
-- the name of the domain, as always: a wrong route leads to no wrong server.
module:set_global();

local service = require "net.resolvers.service";
local basic = require "net.resolvers.basic";
local chain = require "net.resolvers.chain";

local routes = module:get_option("static_routes", {});

local function route_of(host)
	if routes[host] then return routes[host]; end
	local above = host:match("^[^.]+%.(.+)$");
	while above do
		if routes["*." .. above] then return routes["*." .. above]; end
		above = above:match("^[^.]+%.(.+)$");
	end
end

local original = service.new;

function service.new(hostname, service_name, conn_type, extra)
	local addresses = (service_name == "xmpp-server" or service_name == "xmpps-server") and route_of(hostname);
	if not addresses then return original(hostname, service_name, conn_type, extra); end
	local resolvers = {};
	-- Direct TLS between servers (XEP-0368) has ports of its own, which these aren't.
	if service_name == "xmpp-server" then
		for _, address in ipairs(addresses) do
			local host, port = address:match("^(.+):(%d+)$");
			table.insert(resolvers, basic.new(host, tonumber(port), conn_type, extra));
		end
	end
	return chain.new(resolvers);
end

function module.unload()
	service.new = original;
end
