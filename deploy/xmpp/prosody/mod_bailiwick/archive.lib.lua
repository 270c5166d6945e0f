-- Stores of messages: the archive of a person (XEP-0313) and messages that wait for them.
local forms = module:require "forms";
local connection = module:require "connection";
local storage = require "core.storagemanager";
local get_option = require "core.configmanager".get;
local datetime = require "util.datetime";

local function open(host, store)
	local opened = storage.open(host, store, "archive");
	if not opened or not opened.find then
		local text = ("The storage of %s keeps no %s that could be read"):format(host, store);
		forms.refuse("cancel", "feature-not-implemented", text);
	end
	return opened;
end

local function find(host, store, node, query)
	local each, total = open(host, store):find(node, query);
	if not each then
		local text = ("The store %s can’t be read: %s"):format(store, tostring(total));
		forms.refuse("wait", "internal-server-error", text);
	end
	return each, total;
end

local function count(host, store, node)
	local each, total = find(host, store, node, { total = true, limit = 0 });
	if tonumber(total) then return tonumber(total); end
	total = 0;
	for _ in find(host, store, node, {}) do total = total + 1; end
	return total;
end

-- When the first was, or the last.
local function edge(host, store, node, reverse)
	local each, total = find(host, store, node, { limit = 1, reverse = reverse, total = true });
	local _, _, when = each();
	return connection.time(when), tonumber(total);
end

-- Prosody's files keep a list for each person, which appending one by one would read and write as often as there are
-- messages. So both lists are read once, and the one that has all is written once, in the order of time.
local function merge_files(store, from, to)
	local lists = storage.olddm;
	local source = lists.list_load(from.node, from.host, store) or {};
	local target = lists.list_load(to.node, to.host, store) or {};
	local known, merged, added = {}, {}, {};
	local function add(item)
		merged[#merged + 1] = { item = item, place = #merged, when = item.when or datetime.parse(item.attr.stamp) or 0 };
	end
	for _, item in ipairs(target) do
		if item.key then known[item.key] = true; end
		add(item);
	end
	for _, item in ipairs(source) do
		if item.key and not known[item.key] then
			add(item);
			added[#added + 1] = item.when or 0;
		end
	end
	if not added[1] then return added; end
	table.sort(merged, function (one, other)
		if one.when ~= other.when then return one.when < other.when; end
		return one.place < other.place;
	end);
	for index, one in ipairs(merged) do merged[index] = one.item; end
	if not lists.list_store(to.node, to.host, store, merged) then
		forms.refuse("wait", "internal-server-error", ("The store %s can’t be written"):format(store));
	end
	return added;
end

local function append_missing(store, from, to)
	local target, known, added = open(to.host, store), {}, {};
	for key in find(to.host, store, to.node, {}) do known[key] = true; end
	for key, stanza, when, with in find(from.host, store, from.node, {}) do
		if not known[key] then
			local ok, problem = target:append(to.node, key, stanza, when, with);
			if not ok then
				local text = "%d messages are copied, then it ended: %s";
				forms.refuse("wait", "resource-constraint", text:format(#added, tostring(problem)));
			end
			added[#added + 1] = when;
		end
	end
	return added;
end

local function driver_of(host, store)
	local _, name = storage.get_driver(host, store);
	return name;
end

-- Answers the times of what was added.
local function merge(store, from, to)
	if driver_of(from.host, store) == "internal" and driver_of(to.host, store) == "internal" then
		return merge_files(store, from, to);
	end
	return append_missing(store, from, to);
end

local function store_of(name, store_name)
	local self = { name = name };
	function self.count(node, host)
		return count(host, store_name(host), node);
	end
	function self.details(node, host)
		local first, total = edge(host, store_name(host), node, false);
		local last = edge(host, store_name(host), node, true);
		return { { "messages", total or self.count(node, host) }, { "first", first }, { "last", last } };
	end
	function self.copy(from, to)
		if store_name(from.host) ~= store_name(to.host) then
			forms.refuse("cancel", "feature-not-implemented", "The two domains keep it under different names");
		end
		local added = merge(store_name(to.host), from, to);
		self.copied(from, to, added);
		return self.count(to.node, to.host);
	end
	function self.delete(node, host)
		local deleted = self.count(node, host);
		local ok, problem = open(host, store_name(host)):delete(node);
		if not ok then forms.refuse("wait", "internal-server-error", "It could not be deleted: "..tostring(problem)); end
		self.deleted(node, host);
		return deleted;
	end
	self.copied = function () end
	self.deleted = function () end
	return self;
end

local function archive_name(host)
	return get_option(host, "archive_store") or "archive";
end

local archive = {
	offline = store_of("offline", function () return "offline"; end),
	archive = store_of("archive", archive_name),
};

local function preferences(host)
	return storage.open(host, archive_name(host).."_prefs", "keyval");
end

-- Who wants nothing kept wants it under the new name too. And mod_mam deletes what is too old only of those whom it has
-- noted for a day, so they are noted for the days of what was copied.
function archive.archive.copied(from, to, added)
	local wanted = preferences(from.host):get(from.node);
	if wanted and not preferences(to.host):get(to.node) then
		preferences(to.host):set(to.node, wanted);
		local user = prosody.hosts[to.host].sessions[to.node];
		if user then user.archive_prefs = wanted; end
	end
	if get_option(to.host, "archive_expires_after") == "never" then return; end
	local notes, days = storage.open(to.host, "archive_cleanup", "map"), {};
	for _, when in ipairs(added) do days[datetime.date(math.floor(when))] = true; end
	for day in pairs(days) do notes:set(day, to.node, true); end
end

function archive.archive.deleted(node, host)
	preferences(host):set(node, nil);
end

return archive;
