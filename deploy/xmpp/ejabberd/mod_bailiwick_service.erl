%% The service as a whole: what it serves, how it routes, its cluster, its peers, its counters.
-module(mod_bailiwick_service).

-export([commands/0, run/3, view/0, pids/1]).

-include("ejabberd_router.hrl").

-define(NODE_MS, 2000).

commands() ->
    Limit = [{<<"limit">>, limit, optional, <<"Rows at most">>}],
    [{<<"hosts">>, <<"Domains served">>, []}, {<<"s2s">>, <<"Server-to-server connections">>, Limit},
     {<<"cluster">>, <<"Cluster">>, []}, {<<"routes">>, <<"Routes">>, Limit}, {<<"counters">>, <<"Counters">>, []}].

run(<<"hosts">>, _Values, _Context) ->
    {table, texts([<<"host">>, <<"kind">>, <<"name">>]),
     [[{<<"host">>, Host}, {<<"kind">>, Kind}, {<<"name">>, Name}] || {Host, Kind, Name} <- hosts()], []};
run(<<"s2s">>, Values, _Context) ->
    mod_bailiwick_form:cut(Values, texts([<<"direction">>, <<"local">>, <<"remote">>, <<"state">>, <<"since">>, <<"node">>, <<"address">>,
                       <<"port">>, <<"tls">>, <<"cipher">>, <<"authentication">>, <<"certificate-subject">>,
                       <<"certificate-expires">>, <<"bidi">>, <<"stanzas-in">>, <<"stanzas-out">>]),
        lists:sort(fun(A, B) -> keys(A) =< keys(B) end, [peer(Pid, Known) || {Pid, Known} <- everywhere(peer)]));
run(<<"cluster">>, _Values, _Context) ->
    {table, texts([<<"node">>, <<"state">>, <<"self">>, <<"version">>, <<"since">>, <<"sessions">>, <<"sees">>, <<"open">>]), members(), []};
run(<<"routes">>, Values, _Context) ->
    mod_bailiwick_form:cut(Values, texts([<<"domain">>, <<"kind">>, <<"target">>, <<"node">>]), routes());
run(<<"counters">>, _Values, _Context) ->
    {Since, Counts} = mod_bailiwick_connections:counts(),
    {table, texts([<<"scope">>, <<"direction">>, <<"kind">>, <<"count">>]),
     [[{<<"scope">>, Scope}, {<<"direction">>, Direction}, {<<"kind">>, Kind}, {<<"count">>, Count}]
      || {Scope, Direction, Kind, Count} <-
             Counts ++ [{Stream, Direction, octets, Octets} || {Stream, Direction, Octets} <- mod_bailiwick_connections:octets()]],
     [{<<"since">>, mod_bailiwick_form:time(Since)}, {<<"node">>, node()}]}.

texts(Names) -> [{Name, 'text-single'} || Name <- Names].

%% {Domain, Kind, Name | undefined}.
hosts() ->
    Users = lists:sort(ejabberd_option:hosts()),
    Rooms = rooms(),
    Known = Users ++ [Host || {Host, _} <- Rooms],
    [{Host, <<"users">>, undefined} || Host <- Users] ++
        [{Host, <<"rooms">>, Name} || {Host, Name} <- Rooms] ++
        [{Host, <<"other">>, undefined} || Host <- lists:usort(ejabberd_router:get_all_routes()), not lists:member(Host, Known)].

rooms() ->
    lists:usort([{Host, gen_mod:get_module_opt(Server, mod_muc, name)}
                 || Server <- ejabberd_option:hosts(), gen_mod:is_loaded(Server, mod_muc),
                    Host <- gen_mod:get_module_opt_hosts(Server, mod_muc)]).

peer(Pid, Known) ->
    Of = fun(Key) -> maps:get(Key, Known, undefined) end,
    [{<<"direction">>, Of(direction)}, {<<"local">>, Of(local)}, {<<"remote">>, Of(remote)}, {<<"state">>, Of(state)},
     {<<"since">>, mod_bailiwick_form:time(Of(since))}, {<<"node">>, node(Pid)}, {<<"address">>, Of(address)},
     {<<"port">>, Of(port)}, {<<"tls">>, Of(tls)}, {<<"cipher">>, Of(cipher)}, {<<"authentication">>, Of(authentication)},
     {<<"certificate-subject">>, Of(certificate_subject)},
     {<<"certificate-expires">>, mod_bailiwick_form:time(Of(certificate_expires))},
     {<<"bidi">>, false}, {<<"stanzas-in">>, Of(stanzas_in)}, {<<"stanzas-out">>, Of(stanzas_out)}].

keys(Row) -> [proplists:get_value(Key, Row) || Key <- [<<"remote">>, <<"local">>, <<"direction">>, <<"node">>, <<"since">>]].

everywhere(Kind) ->
    lists:append([Found || {ok, Found} <- erpc:multicall(ejabberd_cluster:get_nodes(), mod_bailiwick_connections, of_kind,
                                                         [Kind], ?NODE_MS)]).

%% Mnesia knows of members that are stopped; each that runs tells its own view.
members() ->
    Running = ejabberd_cluster:get_nodes(),
    Nodes = lists:usort(Running ++ ejabberd_cluster:get_known_nodes() ++ mnesia:system_info(db_nodes)),
    Views = maps:from_list([{Node, View} || {Node, {ok, View}} <- lists:zip(Running, erpc:multicall(Running, ?MODULE, view, [], ?NODE_MS))]),
    [begin
         View = maps:get(Node, Views, #{}),
         [{<<"node">>, Node}, {<<"state">>, case lists:member(Node, Running) of true -> <<"running">>; false -> <<"stopped">> end},
          {<<"self">>, Node =:= node()}, {<<"version">>, maps:get(version, View, undefined)},
          {<<"since">>, mod_bailiwick_form:time(maps:get(since, View, undefined))},
          {<<"sessions">>, maps:get(sessions, View, undefined)},
          {<<"sees">>, [atom_to_binary(Seen) || Seen <- maps:get(sees, View, [])]},
          {<<"open">>, lists:member(Node, Running) orelse mod_bailiwick_cluster:open(Node)}]
     end || Node <- Nodes].

%% Of this node, asked by others. Erlang itself goes on over a restart of ejabberd; this module starts with it.
view() ->
    {Since, _} = mod_bailiwick_connections:counts(),
    #{version => ejabberd_option:version(), since => Since,
      sessions => length(ejabberd_sm:dirty_get_my_sessions_list()), sees => lists:sort(ejabberd_cluster:get_nodes())}.

%% What the router's back-end has for each domain, open connections to peers, and where the rest goes.
routes() ->
    Backend = ejabberd_router:get_backend(),
    Users = lists:sort(ejabberd_option:hosts()),
    Rooms = [Host || {Host, _} <- rooms()],
    Domains = Users ++ (lists:usort(ejabberd_router:get_all_routes()) -- Users),
    Found = [{Domain, Route} || Domain <- Domains, Route <- found(Backend:find_routes(Domain))],
    Targets = targets([Pid || {_, #route{pid = Pid}} <- Found, is_pid(Pid)]),
    Local = [row(Domain, route_kind(Domain, Route, Users, Rooms, Targets), target(Route, Targets), node_of(Route)) || {Domain, Route} <- Found],
    Peers = [row(Remote, <<"peer">>, endpoint(Known), node(Pid))
             || {Pid, #{direction := out, state := open, remote := Remote} = Known} <- everywhere(peer)],
    lists:sort(Local) ++ lists:sort(Peers) ++ [row(<<"*">>, <<"default">>, <<"ejabberd_s2s">>, undefined)].

row(Domain, Kind, Target, Node) -> [{<<"domain">>, Domain}, {<<"kind">>, Kind}, {<<"target">>, Target}, {<<"node">>, Node}].

found({ok, Routes}) -> Routes;
found(_) -> [].

node_of(#route{pid = Pid}) when is_pid(Pid) -> node(Pid);
node_of(_) -> undefined.

route_kind(Domain, #route{pid = Pid}, Users, Rooms, Targets) ->
    case {lists:member(Domain, Users), lists:member(Domain, Rooms), Targets} of
        {true, _, _} -> <<"users">>;
        {_, true, _} -> <<"rooms">>;
        {_, _, #{Pid := {component, _}}} -> <<"component">>;
        _ -> <<"service">>
    end.

target(#route{local_hint = {apply, Module, _Function}}, _Targets) -> atom_to_binary(Module);
target(#route{pid = Pid}, Targets) ->
    case Targets of #{Pid := {_, Target}} -> Target; _ -> undefined end.

%% Each node names its own processes: a component by its address, others by the name that they are registered under.
targets(Pids) ->
    Nodes = lists:usort([node(Pid) || Pid <- Pids]),
    lists:foldl(fun({ok, Named}, All) -> maps:merge(All, Named); (_, All) -> All end, #{},
                erpc:multicall(Nodes, ?MODULE, pids, [lists:usort(Pids)], ?NODE_MS)).

pids(Pids) ->
    Components = maps:from_list(mod_bailiwick_connections:of_kind(component)),
    maps:from_list([{Pid, case Components of
                              #{Pid := Known} -> {component, endpoint(Known)};
                              _ -> {process, registered(Pid)}
                          end} || Pid <- Pids, node(Pid) =:= node()]).

registered(Pid) ->
    case process_info(Pid, registered_name) of
        {registered_name, Name} -> atom_to_binary(Name);
        _ -> undefined
    end.

endpoint(#{address := Address, port := Port}) when is_binary(Address) ->
    Host = case binary:match(Address, <<":">>) of nomatch -> Address; _ -> <<"[", Address/binary, "]">> end,
    <<Host/binary, ":", (integer_to_binary(Port))/binary>>;
endpoint(_) -> undefined.
