-- A message to chosen people: a headline to who is online, one that waits to who is not.
local forms = module:require "forms";
local accounts = module:require "accounts";
local breathe = module:require "breathe";
local user_exists = require "core.usermanager".user_exists;
local st = require "util.stanza";
local new_id = require "util.id".medium;

local announce = {};

-- From the domain itself, as Prosody's own announcements are.
function announce.message(host, to, kind, subject, body)
	local message = st.message({ from = host, to = to, type = kind, id = new_id() });
	if subject and subject ~= "" then message:text_tag("subject", subject); end
	return message:text_tag("body", body);
end

-- As mod_message sees it: a session without presence, or with a negative priority, gets no messages to the bare JID.
local function is_online(node, host)
	for _, session in pairs(accounts.sessions(node, host)) do
		if session.presence and (session.priority or 0) >= 0 then return true; end
	end
	return false;
end

-- Through Prosody's own delivery, so that the archive has what waits; clients that read it get nothing else.
local function send_to(bare, subject, body)
	local node, host = accounts.of(bare);
	local context = module:context(host);
	if is_online(node, host) then
		context:send(announce.message(host, bare, "headline", subject, body));
		return true;
	end
	if not prosody.hosts[host].modules.offline or not user_exists(node, host) then return false; end
	context:send(announce.message(host, bare, "normal", subject, body));
	return true;
end

local function run(input)
	accounts.check(input.accounts);
	local sent, failed = 0, 0;
	for number, bare in ipairs(input.accounts) do
		if send_to(bare, input.subject, input.body) then sent = sent + 1; else failed = failed + 1; end
		breathe(number);
	end
	return forms.values({ { "sent", sent }, { "failed", failed } });
end

announce.commands = { {
	name = "announce-to", title = "Message to chosen people", run = run, changes = true,
	fields = {
		{ var = "accounts", type = "accounts", label = "To these accounts", required = true },
		{ var = "subject", type = "text-single", label = "Subject" },
		{ var = "body", type = "text-multi", label = "Text", required = true },
	},
} };

return announce;
