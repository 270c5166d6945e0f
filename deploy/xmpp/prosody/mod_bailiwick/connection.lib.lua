-- What a connection says of itself: where it comes from, its TLS, the certificate of the other side.
local datetime = require "util.datetime";
local valid = require "util.encodings".utf8.valid;

local months = { Jan = 1, Feb = 2, Mar = 3, Apr = 4, May = 5, Jun = 6, Jul = 7, Aug = 8, Sep = 9, Oct = 10, Nov = 11, Dec = 12 };
local short = { commonName = "CN", organizationName = "O", organizationalUnitName = "OU", countryName = "C",
	localityName = "L", stateOrProvinceName = "ST", domainComponent = "DC" };

local connection = {};

-- Of what somebody says in their presence, the first 1,024 bytes: thousands of people fit into one answer, whatever they say.
function connection.status(presence)
	local text = presence and presence:get_child_text("status");
	if not text or #text <= 1024 then return text; end
	local last = 1024;
	while not valid(text:sub(1, last)) do last = last - 1; end
	return text:sub(1, last);
end

-- XEP-0082; seconds of the clock, with or without a fraction.
function connection.time(seconds)
	return seconds and datetime.datetime(math.floor(seconds)) or nil;
end

local function socket_of(session)
	local conn = session.conn;
	return conn and conn.ssl and conn:ssl() and conn:socket() or nil;
end

-- Address and port of the other side; port nil where there is no connection now, as with a session that waits to be resumed.
function connection.peer(session)
	local conn = session.conn;
	local port = conn and conn.port and conn:port();
	return session.ip, port and tonumber(port) or nil;
end

-- Version and cipher, or nothing.
function connection.tls(session)
	local socket = socket_of(session);
	local info = socket and socket.info and socket:info();
	if type(info) == "table" then return info.protocol, info.cipher; end
end

-- OpenSSL's "Jan  5 10:00:00 2027 GMT".
local function time_of_certificate(text)
	local month, day, clock, year = tostring(text):match("^(%a+)%s+(%d+)%s+([%d:]+)%s+(%d+)");
	if not months[month] then return nil; end
	return ("%s-%02d-%02dT%sZ"):format(year, months[month], tonumber(day), clock);
end

local function printable(text)
	return (text:gsub("[^\32-\126]", "?"));
end

-- As RFC 4514 writes names, for people to read.
local function subject_of(certificate)
	local parts = {};
	for _, part in ipairs(certificate:subject() or {}) do
		table.insert(parts, 1, ("%s=%s"):format(short[part.name] or part.name or part.oid, printable(part.value)));
	end
	return parts[1] and table.concat(parts, ",") or nil;
end

-- Subject and end of validity of the other side's certificate.
function connection.certificate(session)
	local socket = socket_of(session);
	local certificate = socket and socket.getpeercertificate and socket:getpeercertificate();
	if certificate then return subject_of(certificate), time_of_certificate(certificate:notafter()); end
end

return connection;
