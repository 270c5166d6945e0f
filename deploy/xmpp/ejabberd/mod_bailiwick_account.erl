%% What the server holds for one account, as commands: shown, counted, copied to another account, deleted. The stores
%% themselves are in mod_bailiwick_stores, _archive, _roster and _rooms.
-module(mod_bailiwick_account).

-export([commands/0, run/3]).

-include_lib("p1_xmpp/include/jid.hrl").

commands() ->
    Account = {<<"account">>, bare, required, <<"Account">>},
    Store = {<<"store">>, {one_of, mod_bailiwick_stores:names()}, required, <<"Store">>},
    [{<<"user-config">>, <<"What the server holds for a person">>, [Account]},
     {<<"stores">>, <<"Stores of an account">>, [Account]},
     {<<"copy-store">>, <<"Copy a store to another account">>,
      [{<<"from">>, bare, required, <<"From">>}, {<<"to">>, bare, required, <<"To">>}, Store]},
     {<<"delete-store">>, <<"Delete a store of an account">>, [Account, Store]}].

run(<<"user-config">>, #{<<"account">> := #jid{luser = User, lserver = Server}}, _Context) ->
    Sections = [{<<"account">>, account(User, Server)} |
                [{Store, details(Store, User, Server)} || Store <- mod_bailiwick_stores:names()]],
    {table, [{<<"section">>, 'text-single'}, {<<"name">>, 'text-single'}, {<<"value">>, 'text-multi'}],
     [[{<<"section">>, Section}, {<<"name">>, Name}, {<<"value">>, Value}]
      || {Section, Pairs} <- Sections, {Name, Value} <- Pairs, Value =/= undefined, Value =/= [], Value =/= <<>>], []};
run(<<"stores">>, #{<<"account">> := #jid{luser = User, lserver = Server}}, _Context) ->
    {table, [{<<"store">>, 'text-single'}, {<<"items">>, 'text-single'}, {<<"movable">>, boolean}, {<<"why">>, 'text-single'}],
     [begin
          {Items, Why} = held(Store, User, Server),
          [{<<"store">>, Store}, {<<"items">>, Items}, {<<"movable">>, Why =:= undefined}, {<<"why">>, Why}]
      end || Store <- mod_bailiwick_stores:names()], []};
run(<<"copy-store">>, #{<<"from">> := From, <<"to">> := To, <<"store">> := Store}, _Context) ->
    From =/= To orelse mod_bailiwick_form:refuse(bad_request, <<"from and to are the same">>),
    %% Neither has to be in the directory: a person's data is moved before or after the name changes there.
    #jid{luser = User, lserver = Server} = To,
    [require(Store, Jid#jid.lserver) || Jid <- [From, To]],
    ok = alone(Store, To, fun() -> mod_bailiwick_stores:copy(Store, From, To) end),
    {fields, [{<<"copied">>, mod_bailiwick_stores:count(Store, User, Server)}, {<<"store">>, Store}]};
run(<<"delete-store">>, #{<<"account">> := #jid{luser = User, lserver = Server}, <<"store">> := Store}, _Context) ->
    require(Store, Server),
    Before = mod_bailiwick_stores:count(Store, User, Server),
    alone(Store, jid:make(User, Server), fun() -> mod_bailiwick_stores:delete(Store, User, Server) end),
    Left = mod_bailiwick_stores:count(Store, User, Server),
    {fields, [{<<"deleted">>, Before - Left}, {<<"store">>, Store}]}.

%% One change of a store at a time, in the whole cluster: a copy that goes on after its answer was late must not meet the next one.
alone(Store, Account, Change) ->
    case global:trans({{?MODULE, Store, jid:tolower(Account)}, self()}, Change, [node() | nodes()], 0) of
        aborted -> mod_bailiwick_form:refuse(busy, [Store, <<" of ">>, jid:encode(Account), <<" is being changed">>]);
        Answer -> Answer
    end.

require(Store, Server) ->
    case mod_bailiwick_stores:why_not(Store, Server) of
        undefined -> ok;
        Why -> mod_bailiwick_form:refuse(not_implemented, [Store, <<": ">>, Why])
    end.

%% A store that can't be read doesn't hide the others.
held(Store, User, Server) ->
    case mod_bailiwick_stores:why_not(Store, Server) of
        undefined ->
            try {mod_bailiwick_stores:count(Store, User, Server), undefined}
            catch _:_ -> {undefined, <<"It can't be read">>}
            end;
        Why when Store =:= <<"archive">> ->
            %% Not to be counted, and yet not to be taken for nothing.
            {case gen_mod:is_loaded(Server, mod_mam) andalso mod_mam:is_empty_for_user(User, Server) of true -> 0; false -> undefined end, Why};
        Why -> {undefined, Why}
    end.

details(Store, User, Server) ->
    case mod_bailiwick_stores:why_not(Store, Server) of
        undefined ->
            try mod_bailiwick_stores:details(Store, User, Server)
            catch _:_ -> [{<<"not readable">>, <<"It can't be read">>}]
            end;
        Why -> [{<<"not readable">>, Why}]
    end.

account(User, Server) ->
    Sessions = ejabberd_sm:get_user_info(User, Server),
    [{<<"authentication">>, [atom_to_binary(Module) || Module <- ejabberd_auth:auth_modules(Server)]},
     {<<"exists">>, ejabberd_auth:user_exists(User, Server)},
     {<<"sessions">>, length(Sessions)},
     {<<"addresses">>, lists:usort([list_to_binary(inet:ntoa(Ip)) || {_, Info} <- Sessions, {ip, {Ip, _}} <- Info])}].
