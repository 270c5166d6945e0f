%% What is asked of one node, and done on it, when it joins the cluster or leaves it: called by members over Erlang's distribution.
%% What stops ejabberd runs in a process that belongs to nothing that is stopped with it.
-module(mod_bailiwick_node).

-export([members/0, facts/0, digest/0, modules/0, copy_tables/1, drain/0, listen/0, join/1, leave/2]).

-include_lib("kernel/include/logger.hrl").

-define(KEY, {?MODULE, change}).
-define(NODE_MS, 5000).
-define(SCHEMA_MS, 60000).
-define(CLOSE_MS, 10000).
%% The answer to whoever asked goes out before its session ends.
-define(BEFORE_MS, 500).

%% {Nodes that this one knows of, nodes that it counts as running}.
members() -> {lists:usort(mnesia:system_info(db_nodes)), lists:sort(ejabberd_cluster:get_nodes())}.

facts() ->
    Change = persistent_term:get(?KEY, #{}),
    Under = case Change of #{by := Pid} -> is_process_alive(Pid); _ -> false end,
    Running = is_running(),
    Base = #{step => case Under of true -> maps:get(step, Change); false -> undefined end,
             failed => maps:get(failed, Change, undefined), digest => digest(), running => Running, starting => is_starting(),
             release => list_to_binary(erlang:system_info(otp_release))},
    case Running andalso not Under of
        true -> maps:merge(Base, of_ejabberd());
        false -> Base
    end.

%% Only when its start is over: it accepts people a moment before that.
is_running() -> lists:keymember(ejabberd, 1, application:which_applications()) andalso mnesia:system_info(is_running) =:= yes.
is_starting() -> whereis(ejabberd_sup) =/= undefined andalso not is_running().

of_ejabberd() ->
    Folder = mnesia:system_info(directory),
    #{version => ejabberd_option:version(), hosts => lists:sort(ejabberd_option:hosts()), backend => ejabberd_option:cluster_backend(),
      members => mnesia:system_info(db_nodes), modules => modules(), folder => unicode:characters_to_binary(Folder),
      kept => [list_to_binary(filename:basename(One)) || One <- kept(Folder)],
      sessions => length(ejabberd_sm:dirty_get_my_sessions_list()), rooms => rooms(), own => own(),
      listens => whereis(ejabberd_listener) =/= undefined andalso supervisor:which_children(ejabberd_listener) =/= []}.

digest() -> {module_info_of(mod_bailiwick_cluster), module_info_of(?MODULE)}.

module_info_of(Module) -> Module:module_info(md5).

modules() -> lists:sort([{Host, Module} || Host <- ejabberd_option:hosts(), {Module, _} <- gen_mod:loaded_modules_with_opts(Host)]).

rooms() ->
    length([Pid || Host <- ejabberd_option:hosts(), gen_mod:is_loaded(Host, mod_muc),
                   Service <- gen_mod:get_module_opt_hosts(Host, mod_muc),
                   {_, _, Pid} <- mod_muc:get_online_rooms(Service), node(Pid) =:= node()]).

%% What lies on its disc and isn't empty: sessions and routes go and come anyway.
own() ->
    lists:sort([{Table, mnesia:table_info(Table, size)}
                || Table <- mnesia:system_info(tables), Table =/= schema,
                   lists:member(mnesia:table_info(Table, storage_type), [disc_copies, disc_only_copies]),
                   mnesia:table_info(Table, size) > 0]).

%% What a join that was cut off didn't come to; ejabberd goes on meanwhile.
copy_tables(Tables) ->
    lists:foreach(fun(Table) ->
        [Holder | _] = mnesia:table_info(Table, all_nodes),
        Type = erpc:call(Holder, mnesia, table_info, [Table, storage_type], ?NODE_MS),
        {atomic, ok} = mnesia:add_table_copy(Table, node(), Type)
    end, Tables).

%% {Sessions that ended, sessions that are left}. Whoever is connected here connects again elsewhere.
drain() ->
    ejabberd_listener:stop_listeners(),
    Before = sessions(),
    [ejabberd_c2s:route(Pid, {exit, <<"This server is taken out of service. Sign in again.">>}) || Pid <- Before],
    Left = until_gone(Before, erlang:monotonic_time(millisecond) + ?CLOSE_MS),
    {length(Before) - length(Left), length(Left)}.

listen() ->
    case supervisor:which_children(ejabberd_listener) of
        [] -> ejabberd_listener:start_listeners();
        _ -> ok
    end,
    {0, length(sessions())}.

sessions() -> [element(2, element(2, Session)) || Session <- ejabberd_sm:dirty_get_my_sessions_list()].

until_gone(Pids, Deadline) ->
    Left = [Pid || Pid <- Pids, is_process_alive(Pid)],
    case Left =:= [] orelse erlang:monotonic_time(millisecond) > Deadline of
        true -> Left;
        false -> timer:sleep(50), until_gone(Left, Deadline)
    end.

join(Master) -> change(fun() -> join_now(Master) end).

%% `Restore`: the name of one of the folders that facts/0 tells, or none.
leave(Master, Restore) -> change(fun() -> leave_now(Master, Restore) end).

%% `busy` while another change of this node is under way. What is stopped in the midst of its start doesn't stop cleanly.
change(Work) ->
    case {whereis(?MODULE), is_running()} of
        {undefined, false} -> not_running;
        {undefined, true} -> begun(Work);
        _ -> busy
    end.

begun(Work) ->
    Caller = self(),
    {Pid, Monitor} = spawn_monitor(fun() ->
        %% Not ejabberd's leader: with that, stopping it would end this too.
        group_leader(whereis(init), self()),
        register(?MODULE, self()),
        step(stopping),
        Caller ! {self(), begun},
        timer:sleep(?BEFORE_MS),
        carried_out(Work)
    end),
    receive
        {Pid, begun} -> demonitor(Monitor, [flush]), ok;
        {'DOWN', Monitor, process, Pid, _} -> busy
    end.

step(Step) -> persistent_term:put(?KEY, #{by => self(), step => Step}).

failed(Why) ->
    ?LOG_ERROR("mod_bailiwick: the change of this node's cluster failed: ~ts", [Why]),
    persistent_term:put(?KEY, #{failed => iolist_to_binary(Why)}).

carried_out(Work) ->
    try Work() of
        ok -> persistent_term:put(?KEY, #{});
        {error, Why} -> failed(Why)
    catch Class:Reason:Stack ->
        ?LOG_ERROR("mod_bailiwick: ~p:~p ~p", [Class, Reason, Stack]),
        failed(io_lib:format("~0p", [Reason]))
    end.

join_now(Master) ->
    Folder = mnesia:system_info(directory),
    stop(),
    step(keeping),
    Kept = filename:join(Folder, "before-join-" ++ stamp()),
    put_aside(Folder, Kept),
    step(copying),
    case copied(Master) of
        ok -> ok;
        {error, Why} ->
            application:stop(ejabberd),
            application:stop(mnesia),
            put_back(Folder, Kept),
            started([<<"The tables were not copied (">>, io_lib:format("~0p", [Why]), <<"); it has taken its own up again">>])
    end.

copied(Master) ->
    try
        %% A member whose files are gone is still one to the others.
        ok = forgotten_by(Master),
        ejabberd_cluster_mnesia:join(Master)
    catch _:Reason -> {error, Reason}
    end.

%% Mnesia looks at nodes that are seen; a member that only looked at us is connected unseen (which `global` leaves alone).
visible(_Master, 0) -> {error, not_connected};
visible(Master, Tries) ->
    case net_kernel:connect_node(Master) =:= true andalso lists:member(Master, nodes()) of
        true -> ok;
        false -> erlang:disconnect_node(Master), timer:sleep(100), visible(Master, Tries - 1)
    end.

%% Its files are aside before the others forget it: cut off before, it is a member still; cut off after, it has no tables of the cluster. The
%% Erlang connections stay: where one is ended by hand, `global` of OTP 25 ends others of the cluster (prevent_overlapping_partitions).
leave_now(Master, Restore) ->
    step(leaving),
    Folder = mnesia:system_info(directory),
    Leaving = filename:join(Folder, "leaving"),
    stop(),
    file:del_dir_r(Leaving),
    put_aside(Folder, Leaving),
    case catch forgotten_by(Master) of
        ok ->
            restored(Restore, Folder),
            file:del_dir_r(Leaving),
            ok;
        Why ->
            put_back(Folder, Leaving),
            started([<<"The cluster did not let it go (">>, io_lib:format("~0p", [Why]), <<")">>])
    end.

restored(none, _Folder) -> ok;
restored(Name, Folder) ->
    [Kept] = [One || One <- kept(Folder), list_to_binary(filename:basename(One)) =:= Name],
    step(starting),
    put_back(Folder, Kept),
    {ok, _} = application:ensure_all_started(ejabberd),
    ok.

forgotten_by(Master) ->
    ok = visible(Master, 10),
    case lists:member(node(), erpc:call(Master, mnesia, system_info, [db_nodes], ?NODE_MS)) of
        true ->
            {atomic, ok} = erpc:call(Master, mnesia, del_table_copy, [schema, node()], ?SCHEMA_MS),
            ok;
        false -> ok
    end.

stop() ->
    application:stop(ejabberd),
    application:stop(mnesia).

started(Why) ->
    step(starting),
    case application:ensure_all_started(ejabberd) of
        {ok, _} -> {error, Why};
        {error, Reason} -> {error, [Why, <<", and ejabberd did not start: ">>, io_lib:format("~0p", [Reason])]}
    end.

kept(Folder) -> lists:sort(filelib:wildcard(filename:join(Folder, "before-join-*"))).

stamp() ->
    lists:flatten(string:replace(calendar:system_time_to_rfc3339(erlang:system_time(second), [{offset, "Z"}]), ":", "", all)).

%% Within the same folder, so that nothing is copied. The schema goes first and comes back last: without it nothing of the rest is
%% taken for what it was.
put_aside(Folder, Aside) ->
    ok = filelib:ensure_dir(filename:join(Aside, "any")),
    move(schema_first(files(Folder)), Folder, Aside).

put_back(Folder, Aside) ->
    [ok = file:delete(filename:join(Folder, File)) || File <- files(Folder)],
    move(lists:reverse(schema_first(files(Aside))), Aside, Folder),
    file:del_dir(Aside).

move(Files, From, To) -> [ok = file:rename(filename:join(From, File), filename:join(To, File)) || File <- Files].

schema_first(Files) -> lists:sort(fun(A, B) -> {A =/= "schema.DAT", A} =< {B =/= "schema.DAT", B} end, Files).

files(Folder) ->
    {ok, Names} = file:list_dir(Folder),
    [Name || Name <- Names, filelib:is_regular(filename:join(Folder, Name))].
