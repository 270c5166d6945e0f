-- Data forms (XEP-0004) as docs/admin-commands.md wants them: what comes in is read into values or refused with a text,
-- what goes out has no empty fields. A field is { var, type, label, required }; types beyond those of XEP-0004:
--   account, accounts   bare JIDs with a name before the @, normalized; at most 500
--   jids                the same, bare or full
--   contact             a bare JID, anywhere
--   limit               a number of rows, 1 to 5,000, 1,000 unless given
local st = require "util.stanza";
local jid = require "util.jid";

local unpack = table.unpack or unpack; -- luacheck: ignore 113
local xmlns = "jabber:x:data";
local accounts_max, rows_max, rows_default = 500, 5000, 1000;
local wire_type = {
	account = "jid-single", accounts = "jid-multi", jids = "jid-multi", contact = "jid-single", limit = "text-single",
};

local forms = {};

-- Ends the command with a stanza error. Never returns.
function forms.refuse(kind, condition, text)
	error({ refused = true, type = kind, condition = condition, text = text }, 0);
end

function forms.bad_request(text, ...)
	forms.refuse("modify", "bad-request", text:format(...));
end

local function one_jid(field, text, shape)
	local normal = jid.prep(text);
	local node, _, resource = jid.split(normal);
	if not normal then forms.bad_request("%s: “%s” is no JID", field.var, text); end
	if not node and shape ~= "contact" then forms.bad_request("%s: “%s” has no name before the @", field.var, text); end
	if resource and shape ~= "full" then forms.bad_request("%s: “%s” has a resource; without one is wanted", field.var, text); end
	return normal;
end

local function many_jids(field, texts, shape)
	local seen, list = {}, {};
	for _, text in ipairs(texts) do
		local normal = one_jid(field, text, shape);
		if not seen[normal] then
			seen[normal] = true;
			list[#list + 1] = normal;
		end
	end
	if #list > accounts_max then forms.bad_request("%s: at most %d at once, these are %d", field.var, accounts_max, #list); end
	return list;
end

local function single(field, texts)
	if #texts > 1 then forms.bad_request("%s: one value is wanted, these are %d", field.var, #texts); end
	return texts[1];
end

local readers = {
	account = function (field, texts) return one_jid(field, single(field, texts), "bare"); end;
	accounts = function (field, texts) return many_jids(field, texts, "bare"); end;
	jids = function (field, texts) return many_jids(field, texts, "full"); end;
	contact = function (field, texts) return one_jid(field, single(field, texts), "contact"); end;
	limit = function (field, texts)
		local text = single(field, texts);
		local number = text:match("^%d+$") and tonumber(text);
		if not number or number < 1 or number > rows_max then
			forms.bad_request("%s: a number from 1 to %d is wanted", field.var, rows_max);
		end
		return number;
	end;
	["text-multi"] = function (_, texts) return table.concat(texts, "\n"); end;
};

local function texts_by_field(fields, form)
	local known, texts = { FORM_TYPE = true }, {};
	for _, field in ipairs(fields) do known[field.var] = true; end
	for tag in form:childtags("field") do
		local var = tag.attr.var;
		-- A filter that is misspelt and ignored would be a command for everybody.
		if var and not known[var] then forms.bad_request("There is no field “%s” here", var); end
		local list = {};
		for value in tag:childtags("value") do
			local text = value:get_text();
			if text and text ~= "" then list[#list + 1] = text; end
		end
		if var and list[1] then texts[var] = list; end
	end
	return texts;
end

-- The values of a submitted form, by the names of fields.
function forms.read(fields, form)
	if form.attr.type ~= "submit" then forms.bad_request("A form of the type “submit” is wanted"); end
	local texts, values = texts_by_field(fields, form), {};
	for _, field in ipairs(fields) do
		local given = texts[field.var];
		if given then
			values[field.var] = (readers[field.type] or single)(field, given);
		elseif field.required then
			forms.bad_request("The field “%s” is missing", field.var);
		elseif field.type == "limit" then
			values[field.var] = rows_default;
		end
	end
	return values;
end

-- The form that asks for them. `values`: what is filled in already.
function forms.asking(title, fields, form_type, values)
	local x = st.stanza("x", { xmlns = xmlns, type = "form" }):text_tag("title", title);
	if form_type then x:tag("field", { var = "FORM_TYPE", type = "hidden" }):text_tag("value", form_type):up(); end
	for _, field in ipairs(fields) do
		x:tag("field", { var = field.var, type = wire_type[field.type] or field.type, label = field.label });
		if field.required then x:tag("required"):up(); end
		for line in ((values and values[field.var] or "").."\n"):gmatch("([^\n]*)\n") do
			if values and values[field.var] then x:text_tag("value", line); end
		end
		x:up();
	end
	return x;
end

local function add_value(x, value)
	if type(value) == "boolean" then value = value and "1" or "0"; end
	if math.type and math.type(value) == "float" then value = ("%d"):format(math.floor(value)); end
	x:text_tag("value", tostring(value));
end

local function add_field(x, var, value)
	if value == nil or value == "" or (type(value) == "table" and value[1] == nil) then return; end
	x:tag("field", { var = var });
	if type(value) ~= "table" then value = { value }; end
	for _, one in ipairs(value) do add_value(x, one); end
	x:up();
end

local function result(fields, form_type)
	local x = st.stanza("x", { xmlns = xmlns, type = "result" });
	if form_type then x:tag("field", { var = "FORM_TYPE", type = "hidden" }):text_tag("value", form_type):up(); end
	for _, pair in ipairs(fields or {}) do add_field(x, pair[1], pair[2]); end
	return x;
end

-- An answer of single values: { { name, value }, … }.
function forms.values(fields, form_type)
	return result(fields, form_type);
end

-- An answer of rows. `columns`: names in their order. What a row lacks, or has empty, is absent. Rows beyond `limit` are cut.
function forms.rows(columns, rows, limit, fields)
	fields = fields or {};
	limit = math.min(limit or rows_max, rows_max);
	if #rows > limit then fields = { { "more", true }, { "total", #rows }, unpack(fields) }; end
	local x = result(fields):tag("reported");
	for _, name in ipairs(columns) do x:tag("field", { var = name }):up(); end
	x:up();
	for index = 1, math.min(#rows, limit) do
		x:tag("item");
		for _, name in ipairs(columns) do add_field(x, name, rows[index][name]); end
		x:up();
	end
	return x;
end

return forms;
