-- What the server holds for one person: counted, copied to another account, deleted. A store is { name, count(node, host),
-- details(node, host), copy(from, to), delete(node, host) }; copy answers how many items are at `to` now.
local forms = module:require "forms";
local accounts = module:require "accounts";
local connection = module:require "connection";
local user_exists = require "core.usermanager".user_exists;
local get_provider = require "core.usermanager".get_provider;

local names = { "roster", "vcard", "private", "pubsub", "offline", "archive", "blocking", "rooms", "last" };

-- Two places of Prosody that are one store to people.
local function both(one, other)
	return {
		name = one.name,
		count = function (...) return one.count(...) + other.count(...); end;
		details = function (...)
			local found = one.details(...);
			for _, pair in ipairs(other.details(...)) do found[#found + 1] = pair; end
			return found;
		end;
		copy = function (...) return one.copy(...) + other.copy(...); end;
		delete = function (...) return one.delete(...) + other.delete(...); end;
	};
end

-- A store that can't be read is told of as such, and doesn't hide the others.
local function attempt(method, ...)
	local ok, answer = pcall(method, ...);
	if ok then return answer; end
	if type(answer) ~= "table" then error(answer, 0); end
	return nil, answer.text;
end

local function store_called(stores, name)
	local store = stores[name];
	if not store then forms.bad_request("store: “%s” is none of %s", name, table.concat(names, ", ")); end
	return store;
end

local function list_stores(stores)
	return function (input)
		local node, host = accounts.of(input.account);
		local rows = {};
		for index, name in ipairs(names) do
			local items, why = attempt(stores[name].count, node, host);
			rows[index] = { store = name, items = items, movable = why == nil, why = why };
		end
		return forms.rows({ "store", "items", "movable", "why" }, rows);
	end
end

local function copy_store(stores)
	return function (input)
		local store = store_called(stores, input.store);
		local from, to = {}, {};
		from.node, from.host = accounts.of(input.from);
		to.node, to.host = accounts.of(input.to);
		if input.from == input.to then forms.bad_request("from and to are the same"); end
		-- Neither need be in the directory: who is renamed has their data moved before the new name is there.
		return forms.values({ { "copied", store.copy(from, to) }, { "store", store.name } });
	end
end

local function delete_store(stores)
	return function (input)
		local store = store_called(stores, input.store);
		return forms.values({ { "deleted", store.delete(accounts.of(input.account)) }, { "store", store.name } });
	end
end

local function account_rows(node, host)
	local provider, addresses = get_provider(host), {};
	local count = 0;
	for _, session in pairs(accounts.sessions(node, host)) do
		count = count + 1;
		local address = connection.peer(session);
		addresses[#addresses + 1] = address;
	end
	return {
		{ "authentication", provider and provider.name },
		{ "exists", user_exists(node, host) and true or false },
		{ "sessions", count },
		{ "addresses", addresses },
	};
end

local function user_config(stores)
	return function (input)
		local node, host = accounts.of(input.account);
		local rows = {};
		local function add(section, pairs_found)
			for _, pair in ipairs(pairs_found) do
				local empty = pair[2] == nil or (type(pair[2]) == "table" and not pair[2][1]);
				if not empty then rows[#rows + 1] = { section = section, name = pair[1], value = pair[2] }; end
			end
		end
		add("account", account_rows(node, host));
		for _, name in ipairs({ "roster", "vcard", "private", "offline", "archive", "blocking", "pubsub", "rooms", "last" }) do
			local details, why = attempt(stores[name].details, node, host);
			add(name, details or { { "not readable", why } });
		end
		return forms.rows({ "section", "name", "value" }, rows);
	end
end

local function account_field(var, label)
	return { var = var, type = "account", label = label, required = true };
end

local store_field = { var = "store", type = "text-single", label = "Store", required = true };

-- `stores`: by the names above.
local function commands(stores)
	return {
		{
			name = "user-config", title = "What the server holds for a person", run = user_config(stores),
			fields = { account_field("account", "Account") },
		}, {
			name = "stores", title = "Stores of an account", run = list_stores(stores),
			fields = { account_field("account", "Account") },
		}, {
			name = "copy-store", title = "Copy a store to another account", run = copy_store(stores), changes = true,
			fields = { account_field("from", "From"), account_field("to", "To"), store_field },
		}, {
			name = "delete-store", title = "Delete a store of an account", run = delete_store(stores), changes = true,
			fields = { account_field("account", "Account"), store_field },
		},
	};
end

return { both = both, commands = commands };
