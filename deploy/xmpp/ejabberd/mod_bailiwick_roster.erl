%% Rosters. Changes are written by mod_roster and pushed to sessions by us: its own push also tells contacts of presence, and
%% nobody's presence changes here.
-module(mod_bailiwick_roster).

-export([details/2, copy/2, delete/2, rows/2, replace/3]).

-include_lib("p1_xmpp/include/xmpp.hrl").
-include("mod_roster.hrl").

details(User, Server) ->
    Items = mod_roster:get_roster(User, Server),
    [{<<"contacts">>, length(Items)} |
     [{atom_to_binary(Kind), length(Of)} || Kind <- [both, from, to, none],
                                            (Of = [Item || #roster{subscription = Which} = Item <- Items, Which =:= Kind]) =/= []]] ++
        [{<<"groups">>, lists:usort(lists:append([Groups || #roster{groups = Groups} <- Items]))}].

rows(User, Server) ->
    lists:sort([[{<<"jid">>, jid:encode(Jid)}, {<<"name">>, Name}, {<<"subscription">>, Subscription}, {<<"ask">>, asked(Ask)},
                 {<<"groups">>, Groups}]
                || #roster{jid = Jid, name = Name, subscription = Subscription, ask = Ask, groups = Groups}
                       <- mod_roster:get_roster(User, Server)]).

%% RFC 6121, 2.1.2.2: `subscribe` when the contact has been asked. A request of the contact's own stands as `in`.
asked(none) -> undefined;
asked(in) -> <<"in">>;
asked(_) -> <<"subscribe">>.

copy(#jid{luser = User, lserver = Server}, #jid{luser = ToUser, lserver = ToServer} = To) ->
    Own = {ToUser, ToServer, <<>>},
    There = [Jid || #roster{jid = Jid} <- mod_roster:get_roster(ToUser, ToServer)],
    Added = [Item || #roster{jid = Jid} = Item <- mod_roster:get_roster(User, Server), Jid =/= Own, not lists:member(Jid, There)],
    [write(ToUser, ToServer, Item) || Item <- Added],
    push(To, [mod_roster:encode_item(Item) || Item <- Added]).

delete(User, Server) ->
    Items = mod_roster:get_roster(User, Server),
    [remove(User, Server, Jid) || #roster{jid = Jid} <- Items],
    push(jid:make(User, Server), [#roster_item{jid = jid:make(Jid), subscription = remove} || #roster{jid = Jid} <- Items]).

%% In the roster of User the item of Old becomes one of New: {Changed, Why not}. Where nothing has to be done nothing is said. First the new one is written, so that a break in between loses nothing.
replace(#jid{luser = User, lserver = Server} = Account, Old, New) ->
    Items = mod_roster:get_roster(User, Server),
    Becomes = jid:tolower(New),
    Of = fun(Jid) -> lists:keyfind(Jid, #roster.jid, Items) end,
    case {Of(jid:tolower(Old)), Of(Becomes)} of
        {false, _} -> {false, undefined};
        {_, _} when {User, Server, <<>>} =:= Becomes -> {false, <<"nobody stands in their own roster">>};
        {#roster{} = Before, There} ->
            Item = merged(Before, There),
            Written = Item#roster{jid = Becomes},
            write(User, Server, Written),
            remove(User, Server, jid:tolower(Old)),
            push(Account, [#roster_item{jid = Old, subscription = remove}, mod_roster:encode_item(Written)]),
            {true, undefined}
    end.

merged(Before, false) -> Before;
merged(#roster{} = Before, #roster{} = There) ->
    There#roster{name = case There#roster.name of <<>> -> Before#roster.name; Name -> Name end,
                 groups = lists:usort(Before#roster.groups ++ There#roster.groups),
                 subscription = either(Before#roster.subscription, There#roster.subscription)}.

either(Same, Same) -> Same;
either(none, Other) -> Other;
either(Other, none) -> Other;
either(_, _) -> both.

write(User, Server, #roster{jid = Jid} = Item) ->
    {atomic, _} = mod_roster:set_roster(Item#roster{usj = {User, Server, Jid}, us = {User, Server}}),
    ok.

remove(User, Server, Jid) -> {atomic, _} = mod_roster:del_roster(User, Server, Jid), ok.

%% RFC 6121, 2.1.6, to every session. A version that is kept is renewed, so that who was away asks for the whole roster.
push(_Account, []) -> ok;
push(#jid{luser = User, lserver = Server} = Account, Items) ->
    renew_version(User, Server),
    Version = case mod_roster_opt:versioning(Server) of true -> mod_roster:roster_version(Server, User); false -> undefined end,
    [ejabberd_router:route(#iq{type = set, id = <<"push", (p1_rand:get_string())/binary>>, from = jid:remove_resource(Account),
                               to = jid:replace_resource(Account, Resource), sub_els = [#roster_query{ver = Version, items = [Item]}]})
     || Resource <- ejabberd_sm:get_user_resources(User, Server), Item <- Items],
    ok.

renew_version(User, Server) ->
    case mod_roster_opt:store_current_id(Server) of
        true ->
            Module = gen_mod:db_mod(Server, mod_roster),
            Module:write_roster_version(User, Server, false, p1_rand:get_string()),
            ets_cache:delete(roster_version_cache, {User, Server}, ejabberd_cluster:get_nodes());
        false -> ok
    end.
