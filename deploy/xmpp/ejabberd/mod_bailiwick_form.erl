%% Data forms (XEP-0004) in and out: values are parsed once here, and nothing that came in becomes an atom or a term.
-module(mod_bailiwick_form).

-export([ask/2, read/2, result/2, error/1, refuse/2, served/1, time/1, limit/1, cut/3, brief/1]).

-include_lib("p1_xmpp/include/xmpp.hrl").

-define(MAX_ACCOUNTS, 500).
-define(MAX_ROWS, 5000).
-define(DEFAULT_ROWS, 1000).
-define(MAX_TEXT, 65536).
-define(MAX_NODE, 200).
-define(NODE_NAME, "^[A-Za-z0-9_-]{1,64}@[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$").

%% Inputs: {Name, Type, required | optional, Label}. Types: bare, bares, jids (bare or full), jid (bare, served or not), host,
%% limit, full, text, lines, node, {one_of, [binary()]}.
ask(Title, Inputs) ->
    #xdata{type = form, title = Title,
           fields = [#xdata_field{var = Name, type = field_type(Type), label = Label, required = Need =:= required,
                                  options = [#xdata_option{value = Value} || Value <- choices(Type)]}
                     || {Name, Type, Need, Label} <- Inputs]}.

field_type(bares) -> 'jid-multi';
field_type(jids) -> 'jid-multi';
field_type(bare) -> 'jid-single';
field_type(jid) -> 'jid-single';
field_type(lines) -> 'text-multi';
field_type({one_of, _}) -> 'list-single';
field_type(_) -> 'text-single'.

choices({one_of, Values}) -> Values;
choices(_) -> [].

%% A map from name to what was parsed; what wasn't given is absent from it.
read(Inputs, undefined) -> read(Inputs, #xdata{type = submit});
read(Inputs, #xdata{type = submit, fields = Fields}) ->
    Given = maps:from_list([{Var, [V || V <- Values, V =/= <<>>]} || #xdata_field{var = Var, values = Values} <- Fields]),
    Known = [<<"FORM_TYPE">> | [Name || {Name, _, _, _} <- Inputs]],
    case maps:keys(maps:without(Known, Given)) of
        [] -> maps:from_list(lists:flatmap(fun(Input) -> value(Input, Given) end, Inputs));
        [Unknown | _] -> refuse(bad_request, [<<"There is no field ">>, short(Unknown)])
    end;
read(_Inputs, _Form) -> refuse(bad_request, <<"The form must be of type submit">>).

value({Name, Type, Need, _Label}, Given) ->
    case {maps:get(Name, Given, []), Need} of
        {[], required} -> refuse(bad_request, [<<"The field ">>, Name, <<" is required">>]);
        {[], optional} -> [];
        {Values, _} -> [{Name, parse(Type, Name, Values)}]
    end.

parse(Type, Name, Values) when Type =:= bares; Type =:= jids ->
    length(Values) =< ?MAX_ACCOUNTS orelse refuse(bad_request, [<<"At most 500 values in ">>, Name]),
    lists:usort([account(case Type of bares -> bare; jids -> any end, Name, Value) || Value <- Values]);
parse(lines, Name, Values) -> parse(text, Name, [iolist_to_binary(lists:join(<<"\n">>, Values))]);
parse(Type, Name, [Value]) -> single(Type, Name, Value);
parse(_Type, Name, _Values) -> refuse(bad_request, [<<"One value for ">>, Name, <<", not several">>]).

single(bare, Name, Value) -> account(bare, Name, Value);
single(jid, Name, Value) -> person(bare, Name, decode(Name, Value));
single(full, Name, Value) -> jid:encode(decode(Name, Value));
single(host, Name, Value) ->
    case jid:nameprep(Value) of
        error -> refuse(bad_request, [<<"Not a domain in ">>, Name]);
        Host -> served(Host)
    end;
single(limit, Name, Value) ->
    try binary_to_integer(Value) of
        Number when Number >= 1, Number =< ?MAX_ROWS -> Number;
        _ -> refuse(bad_request, [Name, <<" must be from 1 to 5000">>])
    catch error:badarg -> refuse(bad_request, [Name, <<" must be a number">>])
    end;
single(text, _Name, Value) when byte_size(Value) =< ?MAX_TEXT -> Value;
single(text, Name, _Value) -> refuse(bad_request, [<<"Too long: ">>, Name]);
single(node, Name, Value) ->
    byte_size(Value) =< ?MAX_NODE andalso re:run(Value, ?NODE_NAME, [{capture, none}, dollar_endonly]) =:= match orelse
        refuse(bad_request, [<<"A node's name such as ejabberd@host in ">>, Name]),
    Value;
single({one_of, Choices}, Name, Value) ->
    lists:member(Value, Choices) orelse
        refuse(bad_request, [Name, <<" is one of ">>, lists:join(<<", ">>, Choices)]),
    Value.

%% An account that is served here, as a jid() of normalized parts.
account(Form, Name, Value) ->
    #jid{lserver = Host} = Jid = person(Form, Name, decode(Name, Value)),
    served(Host),
    Jid.

person(bare, Name, #jid{lresource = Resource}) when Resource =/= <<>> ->
    refuse(bad_request, [<<"A bare JID in ">>, Name, <<", without resource">>]);
person(_Form, Name, #jid{luser = <<>>}) -> refuse(bad_request, [<<"A JID of a person in ">>, Name, <<", not of a domain">>]);
person(_Form, _Name, #jid{luser = User, lserver = Host, lresource = Resource}) -> jid:make(User, Host, Resource).

decode(Name, Value) ->
    try jid:decode(Value)
    catch _:_ -> refuse(bad_request, [<<"Not a JID in ">>, Name, <<": ">>, short(Value)])
    end.

%% Of what somebody says in their presence, the first 1,024 bytes: thousands of people fit into one answer, whatever they say.
brief(Text) when is_binary(Text), byte_size(Text) > 1024 ->
    case unicode:characters_to_binary(binary:part(Text, 0, 1024)) of
        {incomplete, Whole, _} -> Whole;
        {error, Whole, _} -> Whole;
        Whole -> Whole
    end;
brief(Text) -> Text.

short(Text) -> string:slice(Text, 0, 100).

served(Host) ->
    ejabberd_router:is_my_host(Host) orelse refuse(item_not_found, [Host, <<" is not served here">>]),
    Host.

limit(Values) -> maps:get(<<"limit">>, Values, ?DEFAULT_ROWS).

%% A table of as many rows as were asked for, which says whether there are more.
cut(Values, Columns, Rows) ->
    Limit = limit(Values),
    More = length(Rows) > Limit,
    {table, Columns, lists:sublist(Rows, Limit), [Field || More, Field <- [{<<"more">>, true}, {<<"total">>, length(Rows)}]]}.

-spec refuse(bad_request | item_not_found | not_implemented | full | busy | not_now, iodata()) -> no_return().
refuse(Kind, Text) -> throw({refused, {Kind, iolist_to_binary(Text)}}).

error({bad_request, Text}) -> {error, xmpp:err_bad_request(Text, <<"en">>)};
error({item_not_found, Text}) -> {error, xmpp:err_item_not_found(Text, <<"en">>)};
error({not_implemented, Text}) -> {error, xmpp:err_feature_not_implemented(Text, <<"en">>)};
error({busy, Text}) -> {error, xmpp:err_resource_constraint(Text, <<"en">>)};
error({full, Text}) -> {error, xmpp:err_resource_constraint(Text, <<"en">>)};
error({not_now, Text}) -> {error, xmpp:err_unexpected_request(Text, <<"en">>)};
error({timeout, Text}) -> {error, xmpp:err_remote_server_timeout(Text, <<"en">>)};
error(internal) -> {error, xmpp:err_internal_server_error()}.

%% {table, [{Column, Type}], Rows, Fields} | {fields, Fields}; rows and fields are lists of {Name, Value}, and `undefined` is
%% left out.
result(Title, {fields, Fields}) -> #xdata{type = result, title = Title, fields = written(Fields)};
result(Title, {table, Columns, Rows, Fields}) ->
    {Shown, Cut} = bounded(Rows),
    #xdata{type = result, title = Title,
           reported = [#xdata_field{var = Name, type = Type} || {Name, Type} <- Columns],
           items = [written(Row) || Row <- Shown],
           fields = written(case Cut andalso not lists:keymember(<<"more">>, 1, Fields) of
                                true -> [{<<"more">>, true}, {<<"total">>, length(Rows)} | Fields];
                                false -> Fields
                            end)}.

bounded(Rows) ->
    case length(Rows) > ?MAX_ROWS of
        true -> {lists:sublist(Rows, ?MAX_ROWS), true};
        false -> {Rows, false}
    end.

written(Fields) ->
    [#xdata_field{var = Name, values = Values} || {Name, Value} <- Fields, (Values = text(Value)) =/= []].

text(undefined) -> [];
text(<<>>) -> [];
text(true) -> [<<"1">>];
text(false) -> [<<"0">>];
text(Value) when is_binary(Value) -> [Value];
text(Value) when is_integer(Value) -> [integer_to_binary(Value)];
text(Value) when is_atom(Value) -> [atom_to_binary(Value)];
text(Values) when is_list(Values) -> [Value || Value <- Values, Value =/= <<>>].

%% XEP-0082 in UTC, from seconds since 1970 or Erlang's timestamp.
time(undefined) -> undefined;
time({Mega, Seconds, _Micro}) -> time(Mega * 1000000 + Seconds);
time(Seconds) when is_integer(Seconds) -> list_to_binary(calendar:system_time_to_rfc3339(Seconds, [{offset, "Z"}])).
