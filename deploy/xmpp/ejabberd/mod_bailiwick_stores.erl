%% One store of one account: counted, told of, copied, deleted, through the functions of ejabberd's own modules, so that their
%% caches stay right and any back-end serves. Where that isn't possible, why_not/2 says so.
-module(mod_bailiwick_stores).

-export([names/0, why_not/2, count/3, details/3, copy/3, delete/3]).

-include_lib("p1_xmpp/include/xmpp.hrl").
-include("mod_offline.hrl").
-include("mod_privacy.hrl").

names() ->
    [<<"roster">>, <<"vcard">>, <<"private">>, <<"offline">>, <<"archive">>, <<"blocking">>, <<"pubsub">>, <<"rooms">>, <<"last">>].

module(<<"roster">>) -> mod_roster;
module(<<"vcard">>) -> mod_vcard;
module(<<"private">>) -> mod_private;
module(<<"offline">>) -> mod_offline;
module(<<"archive">>) -> mod_mam;
module(<<"blocking">>) -> mod_privacy;
module(<<"pubsub">>) -> mod_pubsub;
module(<<"last">>) -> mod_last.

%% undefined: it can be counted, copied and deleted.
why_not(<<"rooms">>, _Server) ->
    case mod_bailiwick_rooms:services() of
        [] -> <<"mod_muc is not loaded">>;
        _ -> undefined
    end;
why_not(Store, Server) ->
    Module = module(Store),
    case gen_mod:is_loaded(Server, Module) of
        false -> <<(atom_to_binary(Module))/binary, " is not loaded for ", Server/binary>>;
        true when Store =:= <<"pubsub">> ->
            case lists:member(<<"pep">>, gen_mod:get_module_opt(Server, mod_pubsub, plugins)) of
                true -> undefined;
                false -> <<"mod_pubsub has no plugin pep for ", Server/binary>>
            end;
        true -> back_end(Store, gen_mod:db_mod(Server, Module))
    end.

back_end(<<"vcard">>, mod_vcard_ldap) -> <<"vCards come from the directory">>;
back_end(<<"archive">>, mod_mam_mnesia) -> undefined;
back_end(<<"archive">>, _) -> <<"The archive is not in Mnesia">>;
back_end(_Store, _Module) -> undefined.

count(<<"roster">>, User, Server) -> length(mod_roster:get_roster(User, Server));
count(<<"vcard">>, User, Server) -> length(vcard(User, Server));
count(<<"private">>, User, Server) -> length(private(User, Server));
count(<<"offline">>, User, Server) -> mod_offline:count_offline_messages(User, Server);
count(<<"archive">>, User, Server) -> mod_bailiwick_archive:count(User, Server);
count(<<"blocking">>, User, Server) -> lists:sum([length(Items) || {_, Items} <- element(2, blocking(User, Server))]);
count(<<"pubsub">>, User, Server) -> mod_bailiwick_pubsub:count(User, Server);
count(<<"rooms">>, User, Server) -> length(mod_bailiwick_rooms:held_by({User, Server, <<>>}));
count(<<"last">>, User, Server) -> case mod_last:get_last_info(User, Server) of {ok, _, _} -> 1; _ -> 0 end.

%% [{Name, Value}]: counts and names, and nothing that somebody wrote to somebody.
details(<<"roster">>, User, Server) -> mod_bailiwick_roster:details(User, Server);
details(<<"vcard">>, User, Server) ->
    [{<<"fields">>, lists:usort([Name || #xmlel{children = Children} <- vcard(User, Server), #xmlel{name = Name} <- Children])}];
details(<<"private">>, User, Server) ->
    Stored = private(User, Server),
    [{<<"items">>, length(Stored)}, {<<"namespaces">>, [Namespace || {Namespace, _} <- Stored]}];
details(<<"offline">>, User, Server) -> [{<<"messages">>, count(<<"offline">>, User, Server)}];
details(<<"archive">>, User, Server) -> mod_bailiwick_archive:details(User, Server);
details(<<"blocking">>, User, Server) ->
    {Default, Lists} = blocking(User, Server),
    [{<<"lists">>, [Name || {Name, _} <- Lists]}, {<<"items">>, count(<<"blocking">>, User, Server)},
     {<<"default">>, case Default of none -> undefined; _ -> Default end}];
details(<<"pubsub">>, User, Server) -> mod_bailiwick_pubsub:details(User, Server);
details(<<"rooms">>, User, Server) ->
    Held = mod_bailiwick_rooms:held_by({User, Server, <<>>}),
    [{<<"affiliations">>, length(Held)} |
     [{atom_to_binary(Kind), length(Of)} || Kind <- [owner, admin, member, outcast],
                                            (Of = [Room || {Room, Which} <- Held, Which =:= Kind]) =/= []]];
details(<<"last">>, User, Server) ->
    case mod_last:get_last_info(User, Server) of
        {ok, At, Status} -> [{<<"at">>, mod_bailiwick_form:time(At)}, {<<"status">>, Status}];
        _ -> []
    end.

%% What is at `To` stays; what isn't there yet is added, so that a second time adds nothing.
copy(<<"roster">>, From, To) -> mod_bailiwick_roster:copy(From, To);
copy(<<"archive">>, From, To) -> mod_bailiwick_archive:copy(From, To);
copy(<<"pubsub">>, From, To) -> mod_bailiwick_pubsub:copy(From, To);
copy(<<"rooms">>, From, To) -> mod_bailiwick_rooms:copy(From, To);
copy(<<"vcard">>, #jid{luser = User, lserver = Server}, #jid{luser = ToUser, lserver = ToServer}) ->
    case {vcard(User, Server), vcard(ToUser, ToServer)} of
        {[Card | _], []} -> done(mod_vcard:set_vcard(ToUser, ToServer, Card));
        _ -> ok
    end;
copy(<<"private">>, #jid{luser = User, lserver = Server}, #jid{luser = ToUser, lserver = ToServer} = To) ->
    There = private(ToUser, ToServer),
    case [Item || {Namespace, _} = Item <- private(User, Server), not lists:keymember(Namespace, 1, There)] of
        [] -> ok;
        Missing -> done(mod_private:set_data(To, Missing))
    end;
copy(<<"offline">>, #jid{luser = User, lserver = Server}, #jid{luser = ToUser, lserver = ToServer} = To) ->
    There = [same(Message) || Message <- offline(ToUser, ToServer)],
    [done(mod_offline:store_offline_msg(Message#offline_msg{us = {ToUser, ToServer}, to = To}))
     || Message <- offline(User, Server), not lists:member(same(Message), There)],
    ok;
copy(<<"blocking">>, #jid{luser = User, lserver = Server}, #jid{luser = ToUser, lserver = ToServer}) ->
    {Default, Lists} = blocking(User, Server),
    {ThereDefault, There} = blocking(ToUser, ToServer),
    [done(mod_privacy:set_list(ToUser, ToServer, Name, united(Items, proplists:get_value(Name, There, []))))
     || {Name, Items} <- Lists, lists:keyfind(Name, 1, There) =/= {Name, Items}],
    case Default =/= none andalso ThereDefault =:= none of
        true -> done(mod_privacy:set_default_list(ToUser, ToServer, Default));
        false -> ok
    end;
copy(<<"last">>, #jid{luser = User, lserver = Server}, #jid{luser = ToUser, lserver = ToServer}) ->
    case {mod_last:get_last_info(User, Server), mod_last:get_last_info(ToUser, ToServer)} of
        {{ok, At, Status}, not_found} -> mod_last:store_last_info(ToUser, ToServer, At, Status), ok;
        _ -> ok
    end.

delete(<<"roster">>, User, Server) -> mod_bailiwick_roster:delete(User, Server);
delete(<<"pubsub">>, User, Server) -> mod_bailiwick_pubsub:delete(User, Server);
delete(<<"rooms">>, User, Server) -> mod_bailiwick_rooms:delete({User, Server, <<>>});
%% Each of them has a function for an account that goes.
delete(Store, User, Server) -> (module(Store)):remove_user(User, Server).

done(ok) -> ok;
done({error, full}) -> mod_bailiwick_form:refuse(full, <<"There is no room for more; a part may have been copied">>);
done(Other) -> error({not_stored, Other}).

vcard(User, Server) ->
    case mod_vcard:get_vcard(User, Server) of
        Found when is_list(Found) -> Found;
        error -> error(not_readable)
    end.

private(User, Server) ->
    [{fxml:get_tag_attr_s(<<"xmlns">>, Element), Element} || Element <- mod_private:get_data(User, Server)].

offline(User, Server) -> (gen_mod:db_mod(Server, mod_offline)):read_all_messages(User, Server).

%% The same message for another account differs in whom it is to, and nothing else.
same(#offline_msg{timestamp = At, from = From, packet = #xmlel{attrs = Attributes, children = Children}}) ->
    {At, jid:tolower(From), lists:keydelete(<<"to">>, 1, Attributes), Children};
same(#offline_msg{timestamp = At, from = From, packet = Packet}) -> {At, jid:tolower(From), xmpp:get_id(Packet)}.

blocking(User, Server) ->
    case mod_privacy:get_user_lists(User, Server) of
        {ok, #privacy{default = Default, lists = Lists}} -> {Default, Lists};
        error -> {none, []}
    end.

%% What was there comes first, and with it its order.
united(Items, There) ->
    Bare = fun(Item) -> Item#listitem{order = 0} end,
    Known = [Bare(Item) || Item <- There],
    Last = lists:max([0 | [Order || #listitem{order = Order} <- There]]),
    Added = [Item || Item <- Items, not lists:member(Bare(Item), Known)],
    There ++ case There of
                 [] -> Added;
                 _ -> [Item#listitem{order = Order} || {Order, Item} <- lists:zip(lists:seq(Last + 1, Last + length(Added)), Added)]
             end.
