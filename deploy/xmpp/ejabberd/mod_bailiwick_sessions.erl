%% Who is online, since when and how; when somebody was last there; ending sessions; telling some people something.
-module(mod_bailiwick_sessions).

-export([commands/0, run/3]).

-include_lib("p1_xmpp/include/xmpp.hrl").

-define(NODE_MS, 3000).
-define(END_MS, 3000).

-record(session, {sid, usr, us, priority, info = []}).

commands() ->
    [{<<"sessions">>, <<"Sessions">>,
      [{<<"accounts">>, bares, optional, <<"Accounts; none means everybody">>},
       {<<"host">>, host, optional, <<"Only of this domain">>},
       {<<"limit">>, limit, optional, <<"Rows at most">>},
       {<<"after">>, full, optional, <<"Full JID to go on behind">>}]},
     {<<"last-activity">>, <<"Last activity">>, [{<<"accounts">>, bares, required, <<"Accounts">>}]},
     {<<"end-sessions">>, <<"End sessions">>,
      [{<<"accounts">>, jids, required, <<"Accounts, or full JIDs of single sessions">>},
       {<<"reason">>, text, optional, <<"Reason that the person is told">>}]},
     {<<"announce-to">>, <<"Announce to accounts">>,
      [{<<"accounts">>, bares, required, <<"Accounts">>}, {<<"subject">>, text, optional, <<"Subject">>},
       {<<"body">>, lines, required, <<"Text">>}]}].

run(<<"sessions">>, Values, _Context) -> sessions(Values);
run(<<"last-activity">>, #{<<"accounts">> := Accounts}, _Context) ->
    {table, [{<<"jid">>, 'jid-single'}, {<<"online">>, boolean}, {<<"at">>, 'text-single'}, {<<"status">>, 'text-single'}],
     [last(Account) || Account <- Accounts], []};
run(<<"end-sessions">>, #{<<"accounts">> := Accounts} = Values, Context) ->
    end_sessions(Accounts, maps:get(<<"reason">>, Values, <<"Ended by an administrator">>), Context);
run(<<"announce-to">>, #{<<"accounts">> := Accounts, <<"body">> := Body} = Values, #{server := Server}) ->
    Sent = [announce(jid:make(Server), Account, maps:get(<<"subject">>, Values, undefined), Body) || Account <- Accounts],
    {fields, [{<<"sent">>, length([ok || true <- Sent])}, {<<"failed">>, length([no || false <- Sent])}]}.

%% Cut first: only what is shown is looked up further.
sessions(Values) ->
    Found = case Values of
        #{<<"accounts">> := Accounts} -> lists:flatmap(fun of_account/1, Accounts);
        _ -> everybody()
    end,
    Wanted = case Values of
        #{<<"host">> := Host} -> [Session || #session{usr = {_, Of, _}} = Session <- Found, Of =:= Host];
        _ -> Found
    end,
    Ordered = lists:sort([{jid:encode(Usr), Session} || #session{usr = Usr} = Session <- Wanted]),
    Behind = case Values of
        #{<<"after">> := After} -> lists:dropwhile(fun({Jid, _}) -> Jid =< After end, Ordered);
        _ -> Ordered
    end,
    Limit = mod_bailiwick_form:limit(Values),
    Shown = lists:sublist(Behind, Limit),
    Known = known([Pid || {_, #session{sid = {_, Pid}}} <- Shown]),
    {table, columns(), [row(Jid, Session, Known) || {Jid, Session} <- Shown],
     [{<<"total">>, length(Ordered)}] ++ [{<<"more">>, true} || length(Behind) > Limit]}.

columns() ->
    [{<<"jid">>, 'jid-single'}, {<<"node">>, 'text-single'}, {<<"address">>, 'text-single'}, {<<"port">>, 'text-single'},
     {<<"since">>, 'text-single'}, {<<"tls">>, 'text-single'}, {<<"cipher">>, 'text-single'}, {<<"mechanism">>, 'text-single'},
     {<<"show">>, 'text-single'}, {<<"status">>, 'text-single'}, {<<"priority">>, 'text-single'}, {<<"transport">>, 'text-single'}].

row(Jid, #session{sid = {Since, Pid}, priority = Priority, info = Info}, All) ->
    Known = maps:get(Pid, All, #{}),
    {Address, Port} = case proplists:get_value(ip, Info) of {Ip, Number} -> {list_to_binary(inet:ntoa(Ip)), Number}; _ -> {undefined, undefined} end,
    Of = fun(Key) -> maps:get(Key, Known, undefined) end,
    %% Without a priority no presence is in force, whatever was noted of an earlier one.
    Presence = fun(Key) -> case Priority of undefined -> undefined; _ -> Of(Key) end end,
    [{<<"jid">>, Jid}, {<<"node">>, node(Pid)}, {<<"address">>, Address}, {<<"port">>, Port},
     {<<"since">>, mod_bailiwick_form:time(Since)}, {<<"tls">>, Of(tls)}, {<<"cipher">>, Of(cipher)},
     {<<"mechanism">>, Of(mechanism)}, {<<"show">>, Presence(show)}, {<<"status">>, Presence(status)},
     {<<"priority">>, Priority}, {<<"transport">>, transport(proplists:get_value(conn, Info))}].

transport(websocket) -> <<"websocket">>;
transport(http_bind) -> <<"bosh">>;
transport(undefined) -> undefined;
transport(_) -> <<"tcp">>.

of_account(#jid{luser = User, lserver = Server}) ->
    [#session{sid = {proplists:get_value(ts, Info), proplists:get_value(pid, Info)}, usr = {User, Server, Resource},
              us = {User, Server}, priority = proplists:get_value(priority, Info), info = Info}
     || {Resource, Info} <- ejabberd_sm:get_user_info(User, Server)].

%% Each node tells its own. Of a node that doesn't answer in time nobody is shown.
everybody() ->
    lists:append([Sessions || {ok, Sessions} <- erpc:multicall(ejabberd_cluster:get_nodes(), ejabberd_sm,
                                                               dirty_get_my_sessions_list, [], ?NODE_MS)]).

%% Notes of mod_bailiwick_connections from the nodes where these processes are. A node without our module has none.
known(Pids) ->
    ByNode = maps:to_list(maps:groups_from_list(fun erlang:node/1, Pids)),
    Asked = [{erpc:send_request(Node, mod_bailiwick_connections, of_pids, [Of])} || {Node, Of} <- ByNode],
    lists:foldl(fun({Request}, All) ->
        try erpc:receive_response(Request, ?NODE_MS) of Known -> maps:merge(All, Known)
        catch error:{erpc, _} -> All; _:_ -> All
        end
    end, #{}, Asked).

last(#jid{luser = User, lserver = Server} = Account) ->
    Online = ejabberd_sm:get_user_resources(User, Server) =/= [],
    {At, Status} = case not Online andalso gen_mod:is_loaded(Server, mod_last) andalso mod_last:get_last_info(User, Server) of
        {ok, Seconds, Text} -> {Seconds, Text};
        _ -> {undefined, undefined}
    end,
    [{<<"jid">>, jid:encode(Account)}, {<<"online">>, Online}, {<<"at">>, mod_bailiwick_form:time(At)}, {<<"status">>, mod_bailiwick_form:brief(Status)}].

%% Told to all first, then waited for together. The session that asks is closed once it has its answer.
end_sessions(Accounts, Reason, #{caller := Caller}) ->
    Before = [{Account, pids(Account)} || Account <- Accounts],
    [ejabberd_c2s:route(Pid, {exit, Reason}) || {_, Pids} <- Before, Pid <- Pids],
    Left = until_gone([Account || {Account, [_ | _]} <- Before], Caller, erlang:monotonic_time(millisecond) + ?END_MS),
    {table, [{<<"jid">>, 'jid-single'}, {<<"ended">>, 'text-single'}],
     [[{<<"jid">>, jid:encode(Account)}, {<<"ended">>, length([Pid || Pid <- Pids, not lists:member(Pid, Left)])}]
      || {Account, Pids} <- Before], []}.

until_gone(Accounts, Caller, Deadline) ->
    Left = [Pid || Account <- Accounts, Pid <- pids(Account), Pid =/= Caller],
    case Left =:= [] orelse erlang:monotonic_time(millisecond) > Deadline of
        true -> Left;
        false -> timer:sleep(20), until_gone(Accounts, Caller, Deadline)
    end.

pids(#jid{luser = User, lserver = Server, lresource = <<>>}) -> [Pid || {_, Pid} <- ejabberd_sm:get_session_sids(User, Server)];
pids(#jid{luser = User, lserver = Server, lresource = Resource}) ->
    [Pid || {_, Pid} <- ejabberd_sm:get_session_sids(User, Server, Resource)].

%% Headlines are not kept for who is away, so that those get a normal message.
announce(From, #jid{luser = User, lserver = Server} = To, Subject, Body) ->
    Present = ejabberd_sm:get_user_present_resources(User, Server) =/= [],
    case Present orelse ejabberd_auth:user_exists(User, Server) of
        true ->
            ejabberd_router:route(#message{from = From, to = To, type = case Present of true -> headline; false -> normal end,
                                           subject = case Subject of undefined -> []; _ -> xmpp:mk_text(Subject) end,
                                           body = xmpp:mk_text(Body)}),
            true;
        false -> false
    end.
