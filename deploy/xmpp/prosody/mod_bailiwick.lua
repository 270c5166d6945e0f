-- What an administrator asks of a server and XEP-0133 has no command for, as ad-hoc commands: docs/admin-commands.md has
-- the contract, README.md here how to install it. Tried with Prosody 0.12.3.
module:set_global();

local xmlns, standard = "urn:bailiwick:admin:1#", "http://jabber.org/protocol/admin#";

local runner = module:require "run";
local sessions = module:require "sessions";
local activity = module:require "activity";
local counters = module:require "counters";
local s2s = module:require "s2s";
local server = module:require "server";
local announce = module:require "announce";
local motd = module:require "motd";
local roster = module:require "roster";
local rooms = module:require "rooms";
local archive = module:require "archive";
local keyvals = module:require "keyvals";
local pubsub = module:require "pubsub";
local data = module:require "data";

local stores = {
	roster = roster, vcard = data.both(keyvals.vcard, pubsub.vcard4), private = keyvals.private, pubsub = pubsub.pubsub,
	offline = archive.offline, archive = archive.archive, blocking = keyvals.blocking, rooms = rooms, last = keyvals.last,
};

keyvals.last.details = activity.details;

local lists = {
	server.commands, sessions.commands, activity.commands, counters.commands, s2s.commands(counters), announce.commands,
	motd.commands, roster.commands, rooms.commands, data.commands(stores),
};

counters.load();
s2s.load();

local function register(host_module, new, command)
	command.node = command.name and xmlns..command.name or standard..command.standard;
	command.form_type = command.standard and "http://jabber.org/protocol/admin" or nil;
	-- "global_admin": who is in `admins` of the global section. An administrator of one host is none, as all of the
	-- commands look beyond the host that they are sent to.
	host_module:provides("adhoc", new(command.title, command.node, runner(host_module, command), "global_admin"));
end

-- Once for each VirtualHost.
function module.add_host(host_module)
	host_module:depends("adhoc");
	local new = host_module:require("adhoc").new;
	sessions.add_host(host_module);
	activity.add_host(host_module);
	motd.add_host(host_module);
	for _, list in ipairs(lists) do
		for _, command in ipairs(list) do register(host_module, new, command); end
	end
end

function module.save()
	return { since = counters.since, counts = counters.counts, octets = counters.octets };
end

function module.restore(kept)
	-- A version that counted no octets has none to hand over.
	if not kept.octets then return; end
	counters.since, counters.counts, counters.octets = kept.since, kept.counts, kept.octets;
end

function module.unload()
	counters.unload();
end
