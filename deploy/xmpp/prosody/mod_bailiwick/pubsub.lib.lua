-- What a person publishes themselves (XEP-0163): the vCard of today, avatars, keys of devices, bookmarks, …
local forms = module:require "forms";
local storage = require "core.storagemanager";
local get_module = require "core.modulemanager".get_module;
local st = require "util.stanza";

local xmlns = "http://jabber.org/protocol/pubsub";
local xmlns_vcard4 = "urn:xmpp:vcard4";

-- mod_pep's names of its stores: "pep" says which nodes there are, "pep_<node>" has the items.
local function nodes_of(node, host, wanted)
	local known, list = storage.open(host, "pep", "keyval"):get(node) or {}, {};
	for name, data in pairs(known) do
		if wanted(name) then list[#list + 1] = { name = name, config = type(data) == "table" and data.config or {} }; end
	end
	table.sort(list, function (one, other) return one.name < other.name; end);
	return list;
end

local function items_of(node, host, name)
	local driver, items = storage.get_driver(host, "pep_data"), {};
	for id, payload, when, publisher in driver:open("pep_"..name, "archive"):find(node, {}) or function () end do
		items[#items + 1] = { id = id, payload = payload, when = when, publisher = publisher };
	end
	return items;
end

-- Prosody's service for an account; nil for one that it doesn't know (any more).
local function service_of(node, host)
	local pep = get_module(host, "pep");
	local service = pep and pep.get_pep_service(node);
	return service and service.config.pep_username == node and service or nil;
end

-- The oldest go when a node is full, so there is only as much room as there is.
local function room_in(service, name, taken)
	local max = service.nodes[name].config.max_items;
	return math.max((tonumber(max) or service.config.max_items or 256) - taken, 0);
end

local function missing_items(from, name, there)
	local missing = {};
	for _, item in ipairs(items_of(from.node, from.host, name)) do
		if not there[item.id] then missing[#missing + 1] = item; end
	end
	return missing;
end

local function refuse(name, problem)
	forms.refuse("wait", "internal-server-error", ("%s could not be written: %s"):format(name, tostring(problem)));
end

local function config_of(source)
	local config = {};
	for key, value in pairs(source.config) do config[key] = value; end
	return config;
end

-- Into the service of somebody whom Prosody knows: their devices are told.
local function publish_node(source, from, service)
	local name = source.name;
	if not service.nodes[name] then
		local ok, problem = service:create(name, true, config_of(source));
		if not ok then refuse(name, problem); end
	end
	local ok, there = service:get_items(name, true);
	there = ok and there or {};
	local missing = missing_items(from, name, there);
	for index = math.max(#missing - room_in(service, name, #there), 0) + 1, #missing do
		local item = missing[index];
		local stanza = st.stanza("item", { xmlns = xmlns, id = item.id }):add_child(item.payload);
		local done, problem = service:publish(name, true, item.id, stanza);
		if not done then refuse(name, problem); end
	end
end

-- Into the stores of somebody who isn't there yet; mod_pep finds it in them when they are.
local function write_node(source, from, to)
	local name, nodes = source.name, storage.open(to.host, "pep", "map");
	if not nodes:get(to.node, name) then
		local data = { name = name, config = config_of(source), subscribers = {}, affiliations = {} };
		local ok, problem = nodes:set(to.node, name, data);
		if not ok then refuse(name, problem); end
	end
	local there = {};
	for _, item in ipairs(items_of(to.node, to.host, name)) do there[item.id] = true; end
	local archive = storage.get_driver(to.host, "pep_data"):open("pep_"..name, "archive");
	for _, item in ipairs(missing_items(from, name, there)) do
		local ok, problem = archive:append(to.node, item.id, item.payload, item.when, item.publisher);
		if not ok then refuse(name, problem); end
	end
end

local function delete_node(node, host, name)
	local service = service_of(node, host);
	if service and service.nodes[name] then return service:delete(name, true); end
	storage.get_driver(host, "pep_data"):open("pep_"..name, "archive"):delete(node);
	storage.open(host, "pep", "map"):set(node, name, nil);
end

local function store_of(name, wanted)
	local self = { name = name };
	function self.count(node, host)
		local count = 0;
		for _, one in ipairs(nodes_of(node, host, wanted)) do count = count + #items_of(node, host, one.name); end
		return count;
	end
	function self.details(node, host)
		local found = {};
		for _, one in ipairs(nodes_of(node, host, wanted)) do
			found[#found + 1] = { one.name, #items_of(node, host, one.name) };
		end
		return found;
	end
	function self.copy(from, to)
		local service = service_of(to.node, to.host);
		for _, source in ipairs(nodes_of(from.node, from.host, wanted)) do
			if service then publish_node(source, from, service); else write_node(source, from, to); end
		end
		return self.count(to.node, to.host);
	end
	function self.delete(node, host)
		local deleted = self.count(node, host);
		for _, one in ipairs(nodes_of(node, host, wanted)) do delete_node(node, host, one.name); end
		return deleted;
	end
	return self;
end

return {
	vcard4 = store_of("vcard", function (name) return name == xmlns_vcard4; end),
	pubsub = store_of("pubsub", function (name) return name ~= xmlns_vcard4; end),
};
