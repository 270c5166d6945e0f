-- Stanzas, counted where they pass: one addition for each, for the whole server and for each s2s session. Streams of
-- components (XEP-0114) have no such place in Prosody 0.12, and so no rows.
local forms = module:require "forms";
local connection = module:require "connection";
local filters = require "util.filters";

local scopes = { c2s = "c2s", c2s_unbound = "c2s", s2sin = "s2s", s2sout = "s2s" };
local kinds = { "message", "presence", "iq" };
local is_kind = { message = true, presence = true, iq = true };

local counters = { since = os.time(), counts = {} };
for _, scope in pairs(scopes) do counters.counts[scope] = { ["in"] = {}, out = {} }; end

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

-- Before anything else looks: a filter may take a stanza out of the way.
local function follow(session)
	filters.add_filter(session, "stanzas/in", count_in, 1000);
	filters.add_filter(session, "stanzas/out", count_out, 1000);
end

local function unfollow(session)
	filters.remove_filter(session, "stanzas/in", count_in);
	filters.remove_filter(session, "stanzas/out", count_out);
end

local function each_session(act)
	for _, session in pairs(prosody.full_sessions) do act(session); end
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
	local node = module:get_option_string("bailiwick_node", here.host);
	return forms.rows({ "scope", "direction", "kind", "count" }, rows, nil,
		{ { "since", connection.time(counters.since) }, { "node", node } });
end

counters.commands = { { name = "counters", title = "Counters of stanzas", fields = {}, run = run } };

return counters;
