-- Stores of Prosody that are one table for each person: private data (XEP-0049), vCard (XEP-0054), blocked JIDs (XEP-0191),
-- and our own of the last activity. Each is { name, count, details, copy, delete }, as data.lib.lua takes them.
local forms = module:require "forms";
local open_store = require "core.storagemanager".open;
local modules = require "core.modulemanager";

local keyvals = {};

local function read(host, store, node)
	local found, problem = open_store(host, store, "keyval"):get(node);
	if problem then forms.refuse("wait", "internal-server-error", ("The store %s can’t be read: %s"):format(store, problem)); end
	return found;
end

local function write(host, store, node, value)
	local ok, problem = open_store(host, store, "keyval"):set(node, value);
	if not ok then forms.refuse("wait", "internal-server-error", ("The store %s can’t be written: %s"):format(store, problem)); end
end

-- Keys that aren't text are the module's own.
local function count_keys(found)
	local count = 0;
	for key in pairs(found or {}) do
		if type(key) == "string" then count = count + 1; end
	end
	return count;
end

-- A store whose keys are the items. `changed(host)` is told after a change.
local function keyed(name, store, label, changed)
	local self = { name = name };
	changed = changed or function () end
	function self.count(node, host)
		return count_keys(read(host, store, node));
	end
	function self.details(node, host)
		return { { label, self.count(node, host) } };
	end
	function self.copy(from, to)
		local source, target = read(from.host, store, from.node) or {}, read(to.host, store, to.node) or {};
		local missing = false;
		for key, value in pairs(source) do
			if target[key] == nil then target[key], missing = value, true; end
		end
		if missing then
			write(to.host, store, to.node, target);
			changed(to.host);
		end
		return count_keys(target);
	end
	function self.delete(node, host)
		local deleted = self.count(node, host);
		write(host, store, node, nil);
		if deleted > 0 then changed(host); end
		return deleted;
	end
	return self;
end

-- A store that is one item as a whole; one that is there at the new place stays.
local function whole(name, store)
	local self = { name = name };
	function self.count(node, host)
		local found = read(host, store, node);
		return found and next(found) ~= nil and 1 or 0;
	end
	function self.details(node, host)
		return { { store, self.count(node, host) } };
	end
	function self.copy(from, to)
		if self.count(to.node, to.host) == 0 then
			local source = read(from.host, store, from.node);
			if source then write(to.host, store, to.node, source); end
		end
		return self.count(to.node, to.host);
	end
	function self.delete(node, host)
		local deleted = self.count(node, host);
		write(host, store, node, nil);
		return deleted;
	end
	return self;
end

-- mod_blocklist keeps what it has read in memory; loading it again is the only way to tell it.
local function reload_blocklist(host)
	if modules.is_loaded(host, "blocklist") then modules.reload(host, "blocklist"); end
end

keyvals.private = keyed("private", "private", "elements");
keyvals.blocking = keyed("blocking", "blocklist", "blocked", reload_blocklist);
keyvals.vcard = whole("vcard", "vcard");
keyvals.last = whole("last", "bailiwick_activity");

return keyvals;
