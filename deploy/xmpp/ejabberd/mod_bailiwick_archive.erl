%% Archives (XEP-0313) in Mnesia: messages are in a bag under {User, Server}, and copying is writing them under another key. A bag
%% holds equal objects once, so that a second copy adds nothing.
-module(mod_bailiwick_archive).

-export([count/2, details/2, copy/2]).

-include_lib("p1_xmpp/include/xmpp.hrl").
-include("mod_mam.hrl").

-define(MAX_MESSAGES, 100000).
-define(BATCH, 2000).
-define(NODE_MS, 20000).

count(User, Server) ->
    length(mnesia:dirty_select(archive_msg, [{#archive_msg{us = {User, Server}, _ = '_'}, [], [true]}])).

details(User, Server) ->
    Preferences = case mnesia:dirty_read(archive_prefs, {User, Server}) of
        [#archive_prefs{default = Default, always = Always, never = Never} | _] ->
            [{<<"default">>, atom_to_binary(Default)}, {<<"always">>, length(Always)}, {<<"never">>, length(Never)}];
        [] -> []
    end,
    [{<<"messages">>, count(User, Server)} | Preferences].

copy(#jid{luser = User, lserver = Server}, #jid{luser = ToUser, lserver = ToServer}) ->
    To = {ToUser, ToServer},
    count(User, Server) =< ?MAX_MESSAGES orelse
        mod_bailiwick_form:refuse(not_implemented, <<"The archive has more than 100000 messages; move it with the server's own tools">>),
    in_batches([Message#archive_msg{us = To} || Message <- mnesia:dirty_read(archive_msg, {User, Server})]),
    preferences({User, Server}, To).

in_batches([]) -> ok;
in_batches(Messages) ->
    {Now, Later} = lists:split(min(?BATCH, length(Messages)), Messages),
    {atomic, ok} = mnesia:transaction(fun() -> write(Now) end),
    in_batches(Later).

%% One by one, each write is compared with all messages of the person: 10,000 take minutes. As a list they take 0.4 s, which only
%% the file below a table of disc_only_copies can do (dets); so it is given to each replica while the table is locked. Where one
%% of them fails, the command does, and running it again makes them equal.
write(Messages) ->
    Replicas = mnesia:table_info(archive_msg, where_to_write),
    case Replicas -- mnesia:table_info(archive_msg, disc_only_copies) of
        [] ->
            mnesia:write_lock_table(archive_msg),
            Answers = erpc:multicall(Replicas, dets, insert, [archive_msg, Messages], ?NODE_MS),
            lists:all(fun(Answer) -> Answer =:= {ok, ok} end, Answers) orelse mnesia:abort({not_written, Answers}),
            ok;
        _ -> lists:foreach(fun mnesia:write/1, Messages)
    end.

preferences(From, {ToUser, ToServer} = To) ->
    case {mnesia:dirty_read(archive_prefs, From), mnesia:dirty_read(archive_prefs, To)} of
        {[Preferences | _], []} ->
            {atomic, ok} = mnesia:transaction(fun() -> mnesia:write(Preferences#archive_prefs{us = To}) end),
            ets_cache:delete(archive_prefs_cache, {ToUser, ToServer}, ejabberd_cluster:get_nodes()),
            ok;
        _ -> ok
    end.
