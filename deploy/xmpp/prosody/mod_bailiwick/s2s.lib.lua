-- Sessions with other servers.
local forms = module:require "forms";
local connection = module:require "connection";

local node = module:get_option_string("bailiwick_node");
local columns = {
	"direction", "local", "remote", "state", "since", "node", "address", "port", "tls", "cipher", "authentication",
	"certificate-subject", "certificate-expires", "bidi", "stanzas-in", "stanzas-out",
};

local s2s = {};

-- All of them, those that are only being connected as well.
local function each_session()
	local found, seen = {}, {};
	local function add(session)
		if session.direction and not session.destroyed and not seen[session] then
			seen[session] = true;
			found[#found + 1] = session;
		end
	end
	for _, session in pairs(module:shared("/*/s2s/sessions")) do add(session); end
	for _, host in pairs(prosody.hosts) do
		for _, session in pairs(host.s2sout or {}) do add(session); end
	end
	return found;
end

local function authentication_of(session)
	if session.external_auth == "succeeded" then return "certificate"; end
	return session.dialback_key and "dialback" or "none";
end

local function row_of(session, counters)
	local outgoing = session.direction == "outgoing";
	local open = session.type == "s2sin" or session.type == "s2sout";
	local address, port = connection.peer(session);
	local tls, cipher = connection.tls(session);
	local subject, expires = connection.certificate(session);
	local stanzas_in, stanzas_out;
	-- Of a stream that is older than this module, not all were counted.
	if session.bailiwick_since then stanzas_in, stanzas_out = counters.of(session); end
	return {
		direction = outgoing and "out" or "in",
		["local"] = outgoing and session.from_host or session.to_host,
		remote = outgoing and session.to_host or session.from_host,
		state = open and "open" or "connecting",
		since = connection.time(session.bailiwick_since), node = node, address = address, port = port,
		tls = tls, cipher = cipher, authentication = open and authentication_of(session) or nil,
		["certificate-subject"] = subject, ["certificate-expires"] = expires,
		bidi = session.incoming and session.outgoing and true or false,
		["stanzas-in"] = stanzas_in, ["stanzas-out"] = stanzas_out,
	};
end

-- Domain, then direction.
local function before(one, other)
	if one.remote ~= other.remote then return one.remote < other.remote; end
	if one["local"] ~= other["local"] then return one["local"] < other["local"]; end
	return one.direction < other.direction;
end

-- `counters`: of counters.lib.lua.
function s2s.commands(counters)
	local function run(input)
		local rows = {};
		for _, session in ipairs(each_session()) do
			local row = row_of(session, counters);
			-- Who has only opened a port hasn't said yet who it is.
			if row.remote and row["local"] then rows[#rows + 1] = row; end
		end
		table.sort(rows, before);
		return forms.rows(columns, rows, input.limit);
	end
	return { {
		name = "s2s", title = "Sessions with other servers", run = run,
		fields = { { var = "limit", type = "limit", label = "At most" } },
	} };
end

function s2s.load()
	local function began(event)
		event.session.bailiwick_since = os.time();
	end
	module:hook("s2sin-connected", began);
	module:hook("s2sout-connected", began);
end

return s2s;
