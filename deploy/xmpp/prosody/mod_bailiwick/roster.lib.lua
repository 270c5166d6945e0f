-- Rosters, as Prosody's rostermanager has them in memory: who is signed in gets pushes.
local forms = module:require "forms";
local accounts = module:require "accounts";
local breathe = module:require "breathe";
local manager = require "core.rostermanager";
local jid = require "util.jid";
local open_store = require "core.storagemanager".open;

local roster = { name = "roster" };

local function loaded(node, host)
	local items, problem = manager.load_roster(node, host);
	-- The second time an unreadable roster comes from memory, as an empty one that says so.
	problem = problem or items[false].broken;
	if problem then
		local text = ("The roster of %s@%s can’t be read: %s"):format(node, host, problem);
		forms.refuse("wait", "internal-server-error", text);
	end
	return items;
end

-- Puts an item into a roster, or takes it out (nil), and writes the requests that wait as well. As the rostermanager does
-- it, but also for an account that the directory doesn't have: not yet, or no longer. What can't be written isn't kept in
-- memory either.
local function put(node, host, items, contact, item)
	local before, metadata = items[contact], items[false];
	items[contact] = item;
	if type(metadata.version) ~= "boolean" then metadata.version = (metadata.version or 0) + 1; end
	local store = open_store(host, "roster", "map");
	local ok, problem = store:set_keys(node, { [false] = metadata, [contact] = item or store.remove });
	if not ok then
		items[contact] = before;
		local text = ("The roster of %s@%s could not be written: %s"):format(node, host, tostring(problem));
		forms.refuse("wait", "internal-server-error", text);
	end
	if before or item then manager.roster_push(node, host, contact); end
end

-- JIDs of the contacts, in their order; a roster's other keys are its version and the like.
local function contacts_of(items)
	local list = {};
	for contact in pairs(items) do
		if contact then list[#list + 1] = contact; end
	end
	table.sort(list);
	return list;
end

local function names_of(set)
	local list = {};
	for name in pairs(set or {}) do list[#list + 1] = name; end
	table.sort(list);
	return list;
end

local function show(input)
	local node, host = accounts.of(input.account);
	local items, rows = loaded(node, host), {};
	for index, contact in ipairs(contacts_of(items)) do
		local item = items[contact];
		rows[index] = {
			jid = contact, name = item.name, subscription = item.subscription, ask = item.ask, groups = names_of(item.groups),
		};
	end
	return forms.rows({ "jid", "name", "subscription", "ask", "groups" }, rows, input.limit);
end

local function copy_of(item)
	local copied = { groups = {} };
	for key, value in pairs(item) do
		if key ~= "groups" then copied[key] = value; end
	end
	for group in pairs(item.groups or {}) do copied.groups[group] = true; end
	return copied;
end

local function has(item, direction)
	return item.subscription == direction or item.subscription == "both";
end

-- An item that has what either has; the name and pending request of the first come first.
local function merged(one, other)
	local item = copy_of(one);
	local to, from = has(one, "to") or has(other, "to"), has(one, "from") or has(other, "from");
	item.subscription = to and from and "both" or to and "to" or from and "from" or "none";
	item.name = item.name or other.name;
	item.ask = not to and (one.ask or other.ask) or nil;
	item.approved = one.approved or other.approved;
	for group in pairs(other.groups or {}) do item.groups[group] = true; end
	return item;
end

-- The new item is there before the old one goes: what is interrupted in between can be repeated.
local function replace_in(node, host, old, new)
	local items = loaded(node, host);
	local pending = items[false].pending;
	-- Nothing to be done, or done already.
	if not items[old] and not pending[old] then return false; end
	if jid.join(node, host) == new then return false, "nobody stands in their own roster"; end
	if pending[old] then
		pending[new], pending[old] = pending[new] or pending[old], nil;
	end
	if items[old] then
		put(node, host, items, new, items[new] and merged(items[new], items[old]) or copy_of(items[old]));
	end
	put(node, host, items, old, nil);
	return true;
end

local function replace_contact(input)
	accounts.check(input.accounts);
	if input.old == input.new then forms.bad_request("old and new are the same"); end
	local rows = {};
	for index, bare in ipairs(input.accounts) do
		local node, host = accounts.of(bare);
		local ok, changed, why = pcall(replace_in, node, host, input.old, input.new);
		if not ok then
			-- One roster that can't be written doesn't keep the others from being changed.
			if type(changed) ~= "table" then error(changed, 0); end
			changed, why = false, changed.text;
		end
		rows[index] = { jid = bare, changed = changed, why = why };
		breathe(index);
	end
	return forms.rows({ "jid", "changed", "why" }, rows);
end

-- As a store of data.lib.lua.

function roster.count(node, host)
	return #contacts_of(loaded(node, host));
end

function roster.details(node, host)
	local items, by_subscription = loaded(node, host), {};
	for _, contact in ipairs(contacts_of(items)) do
		local kind = items[contact].subscription or "none";
		by_subscription[kind] = (by_subscription[kind] or 0) + 1;
	end
	local found = { { "contacts", roster.count(node, host) } };
	for _, kind in ipairs({ "both", "to", "from", "none" }) do
		found[#found + 1] = { "subscription "..kind, by_subscription[kind] };
	end
	local requests = #names_of(items[false].pending);
	found[#found + 1] = { "unanswered requests", requests > 0 and requests or nil };
	return found;
end

function roster.copy(from, to)
	local source, target = loaded(from.node, from.host), loaded(to.node, to.host);
	local self = jid.join(to.node, to.host);
	for contact, request in pairs(source[false].pending) do
		if not target[false].pending[contact] then
			target[false].pending[contact] = request;
			-- Written with an item that isn't there: the requests stand beside the items.
			put(to.node, to.host, target, self, nil);
		end
	end
	for _, contact in ipairs(contacts_of(source)) do
		if not target[contact] and contact ~= self then put(to.node, to.host, target, contact, copy_of(source[contact])); end
	end
	return roster.count(to.node, to.host);
end

function roster.delete(node, host)
	local items, deleted = loaded(node, host), roster.count(node, host);
	local ok, problem = open_store(host, "roster", "keyval"):set(node, nil);
	if not ok then forms.refuse("wait", "internal-server-error", "The roster could not be deleted: "..tostring(problem)); end
	for _, contact in ipairs(contacts_of(items)) do
		items[contact] = nil;
		manager.roster_push(node, host, contact);
	end
	items[false].pending = {};
	local cache = prosody.hosts[host].roster_cache;
	if cache then cache:set(jid.join(node, host), nil); end
	return deleted;
end

roster.commands = {
	{
		name = "roster", title = "Roster of an account", run = show,
		fields = {
			{ var = "account", type = "account", label = "Account", required = true },
			{ var = "limit", type = "limit", label = "At most" },
		},
	}, {
		name = "replace-contact", title = "Replace a contact in rosters", run = replace_contact, changes = true,
		fields = {
			{ var = "accounts", type = "accounts", label = "In the rosters of", required = true },
			{ var = "old", type = "contact", label = "Contact", required = true },
			{ var = "new", type = "contact", label = "Becomes", required = true },
		},
	},
};

return roster;
