-- Stanzas and octets, counted where they pass: one addition for each, for the whole server, and of stanzas for each s2s
-- session. Streams of components (XEP-0114) have no such place in Prosody 0.12, and so no rows; those of BOSH no octets.
local forms = module:require "forms";
local connection = module:require "connection";
local filters = require "util.filters";

local scopes = { c2s = "c2s", c2s_unbound = "c2s", s2sin = "s2s", s2sout = "s2s" };
local kinds = { "message", "presence", "iq" };
local is_kind = { message = true, presence = true, iq = true };

-- Octets are of the whole stream: also of who isn't let in.
local streams = {
	c2s_unauthed = "c2s", c2s_unbound = "c2s", c2s = "c2s", s2sin_unauthed = "s2s-in", s2sin = "s2s-in",
	s2sout_unauthed = "s2s-out", s2sout = "s2s-out",
};

local counters = { since = os.time(), counts = {}, octets = {} };
for _, scope in pairs(scopes) do counters.counts[scope] = { ["in"] = {}, out = {} }; end
for _, stream in pairs(streams) do counters.octets[stream] = { ["in"] = 0, out = 0 }; end

local function add(session, direction, kind, number)
	local scope = scopes[session.type];
	if not scope or not is_kind[kind] then return; end
	local counts = counters.counts[scope][direction];
	counts[kind] = (counts[kind] or 0) + number;
	if scope == "s2s" then
		local own = session.bailiwick_counts;
		if not own then
			own = { ["in"] = 0, out = 0 };
			session.bailiwick_counts = own;
		end
		own[direction] = own[direction] + number;
	end
end

local function count_in(stanza, session)
	add(session, "in", stanza.name, 1);
	return stanza;
end

local function count_out(stanza, session)
	add(session, "out", stanza.name, 1);
	return stanza;
end

local function measured(direction)
	return function (data, session)
		local stream = streams[session.type];
		if stream and type(data) == "string" then
			counters.octets[stream][direction] = counters.octets[stream][direction] + #data;
		end
		return data;
	end
end
local measure_in, measure_out = measured("in"), measured("out");

local function follow(session)
	-- On our side of what keeps back (mod_limits) or wraps up (mod_websocket): the stream's own, each once.
	filters.add_filter(session, "bytes/in", measure_in, -1000);
	filters.add_filter(session, "bytes/out", measure_out, 1000);
	-- Before anything else looks: a filter may take a stanza out of the way.
	filters.add_filter(session, "stanzas/in", count_in, 1000);
	filters.add_filter(session, "stanzas/out", count_out, 1000);
end

local function unfollow(session)
	filters.remove_filter(session, "bytes/in", measure_in);
	filters.remove_filter(session, "bytes/out", measure_out);
	filters.remove_filter(session, "stanzas/in", count_in);
	filters.remove_filter(session, "stanzas/out", count_out);
end

local function each_session(act)
	for _, session in pairs(prosody.full_sessions) do act(session); end
	-- Those that aren't bound yet; a session that is met twice is followed once.
	for _, session in pairs(module:shared("/*/c2s/sessions")) do act(session); end
	for _, session in pairs(module:shared("/*/s2s/sessions")) do act(session); end
end

function counters.load()
	filters.add_filter_hook(follow);
	each_session(function (session) if session.filters then follow(session); end end);
	-- What waited for a connection is sent as text, past all filters.
	module:hook("s2sout-established", function (event)
		for _, queued in ipairs(event.session.sendq or {}) do
			add(event.session, "out", tostring(queued[1]):match("^<(%a+)"), 1);
		end
	end);
end

function counters.unload()
	filters.remove_filter_hook(follow);
	each_session(unfollow);
end

-- Stanzas in and out of an s2s session, since it was followed.
function counters.of(session)
	local own = session.bailiwick_counts or {};
	return own["in"] or 0, own.out or 0;
end

local function run(_, here)
	local rows = {};
	for _, scope in ipairs({ "c2s", "s2s" }) do
		for _, direction in ipairs({ "in", "out" }) do
			for _, kind in ipairs(kinds) do
				local count = counters.counts[scope][direction][kind] or 0;
				rows[#rows + 1] = { scope = scope, direction = direction, kind = kind, count = count };
			end
		end
	end
	for _, stream in ipairs({ "c2s", "s2s-in", "s2s-out" }) do
		for _, direction in ipairs({ "in", "out" }) do
			local count = counters.octets[stream][direction];
			rows[#rows + 1] = { scope = stream, direction = direction, kind = "octets", count = count };
		end
	end
	local node = module:get_option_string("bailiwick_node", here.host);
	return forms.rows({ "scope", "direction", "kind", "count" }, rows, nil,
		{ { "since", connection.time(counters.since) }, { "node", node } });
end

counters.commands = { { name = "counters", title = "Counters of stanzas and octets", fields = {}, run = run } };

return counters;
