-- Who is served here.
local forms = module:require "forms";
local jid = require "util.jid";
local get_provider = require "core.usermanager".get_provider;

local hosts = prosody.hosts;
local accounts = {};

function accounts.is_served(host)
	return hosts[host] and hosts[host].type == "local" or false;
end

-- Name and host of an account, of which there may be nothing here. Refuses one on a domain that isn't served.
function accounts.of(bare)
	local node, host = jid.split(bare);
	if not accounts.is_served(host) then
		forms.refuse("cancel", "item-not-found", ("%s: the domain %s isn’t served here"):format(bare, host));
	end
	return node, host;
end

-- Whether accounts there come back. Those of anonymous sign-in are made up each time; nothing is kept for them.
function accounts.are_kept(host)
	local provider = get_provider(host);
	return not (provider and provider.name == "anonymous");
end

-- All are looked at before anything is done.
function accounts.check(list)
	for _, bare in ipairs(list) do accounts.of(bare); end
end

-- A table of the sessions by resource; empty for who isn't signed in.
function accounts.sessions(node, host)
	local user = hosts[host].sessions[node];
	return user and user.sessions or {};
end

return accounts;
