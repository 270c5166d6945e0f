-- Affiliations (XEP-0045) in every room that this server holds, those on disk as well: mod_muc keeps what it loads in a
-- cache of its own size.
local forms = module:require "forms";
local get_module = require "core.modulemanager".get_module;
local jid = require "util.jid";

local rank = { none = 0, outcast = 1, member = 2, admin = 3, owner = 4 };
local rooms = { name = "rooms" };

local function each_room(act)
	for host in pairs(prosody.hosts) do
		local muc = get_module(host, "muc");
		if muc then
			for room in muc.all_rooms() do act(room); end
		end
	end
end

-- As it is written down for this very JID: not what a ban of its domain or Prosody's administrators make of it.
local function written(room, bare)
	for one, affiliation, data in room:each_affiliation() do
		if one == bare then return affiliation, data; end
	end
end

local function set(room, bare, affiliation, data)
	local ok, _, condition = room:set_affiliation(true, bare, affiliation, nil, data);
	if ok then return true; end
	return false, ("the room said no: %s"):format(condition or "not-allowed");
end

-- `new` gets what `old` has, unless it has more; then, with `move`, `old` loses it. So no room is ever without an owner.
local function pass_on(room, old, new, move)
	local affiliation, data = written(room, old);
	local there = written(room, new);
	if not affiliation then
		-- Done already, or nothing to be done.
		return there and { room = room.jid, affiliation = there, changed = false } or nil;
	end
	local row = { room = room.jid, affiliation = affiliation, changed = false };
	local ok = true;
	if rank[affiliation] > rank[there or "none"] then
		ok, row.why = set(room, new, affiliation, data);
		row.changed = ok;
	end
	if ok and move then
		ok, row.why = set(room, old, nil);
		row.changed = row.changed or ok;
	end
	return row;
end

local function pass_on_everywhere(old, new, move)
	local rows = {};
	each_room(function (room) rows[#rows + 1] = pass_on(room, old, new, move); end);
	table.sort(rows, function (one, other) return one.room < other.room; end);
	return rows;
end

local function replace_affiliate(input)
	if input.old == input.new then forms.bad_request("old and new are the same"); end
	local rows = pass_on_everywhere(input.old, input.new, true);
	return forms.rows({ "room", "affiliation", "changed", "why" }, rows);
end

-- As a store of data.lib.lua.

local function held_by(bare)
	local by_affiliation, total = {}, 0;
	each_room(function (room)
		local affiliation = written(room, bare);
		if affiliation then
			by_affiliation[affiliation] = (by_affiliation[affiliation] or 0) + 1;
			total = total + 1;
		end
	end);
	return total, by_affiliation;
end

function rooms.count(node, host)
	return (held_by(jid.join(node, host)));
end

function rooms.details(node, host)
	local total, by_affiliation = held_by(jid.join(node, host));
	local found = { { "affiliations", total } };
	for _, affiliation in ipairs({ "owner", "admin", "member", "outcast" }) do
		found[#found + 1] = { affiliation, by_affiliation[affiliation] };
	end
	return found;
end

local function complain(rows)
	for _, row in ipairs(rows) do
		if row.why then
			forms.refuse("cancel", "not-allowed", ("%s: %s"):format(row.room, row.why));
		end
	end
end

function rooms.copy(from, to)
	complain(pass_on_everywhere(jid.join(from.node, from.host), jid.join(to.node, to.host), false));
	return rooms.count(to.node, to.host);
end

function rooms.delete(node, host)
	local bare, deleted = jid.join(node, host), 0;
	each_room(function (room)
		if written(room, bare) and set(room, bare, nil) then deleted = deleted + 1; end
	end);
	return deleted;
end

rooms.commands = { {
	name = "replace-affiliate", title = "Replace somebody in all rooms", run = replace_affiliate, changes = true,
	fields = {
		{ var = "old", type = "contact", label = "Who has the affiliations", required = true },
		{ var = "new", type = "contact", label = "Who gets them", required = true },
	},
} };

return rooms;
