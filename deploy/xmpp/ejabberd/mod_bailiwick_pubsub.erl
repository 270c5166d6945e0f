%% Personal nodes (PEP, XEP-0163): avatars, bookmarks, keys for encryption. Nodes keep their options, so that what only contacts or
%% nobody may read stays so; items are published anew, oldest first.
-module(mod_bailiwick_pubsub).

-export([count/2, details/2, copy/2, delete/2]).

-include_lib("p1_xmpp/include/jid.hrl").
-include("pubsub.hrl").

count(User, Server) -> lists:sum([length(items(User, Server, Name)) || {Name, _} <- held(User, Server)]).

details(User, Server) ->
    [{<<"nodes">>, [Name || {Name, _} <- held(User, Server)]}, {<<"items">>, count(User, Server)}].

copy(#jid{luser = User, lserver = Server}, #jid{luser = ToUser, lserver = ToServer} = To) ->
    There = held(ToUser, ToServer),
    lists:foreach(fun({Name, Node}) ->
        lists:keymember(Name, 1, There) orelse made(To, Name, Node),
        Known = [Id || #pubsub_item{itemid = {Id, _}} <- items(ToUser, ToServer, Name)],
        [published(To, Name, Id, Payload) || #pubsub_item{itemid = {Id, _}, payload = Payload} <- lists:reverse(items(User, Server, Name)),
                                             not lists:member(Id, Known)]
    end, held(User, Server)).

delete(User, Server) ->
    Delete = fun(Name) -> tried(fun() -> mod_pubsub:delete_node({User, Server, <<>>}, Name, jid:make(User, Server)) end) end,
    [{result, _} = Delete(Name) || {Name, _} <- held(User, Server)],
    ok.

%% In a cluster, a transaction of mod_pubsub's may meet the locks of the one before it, and is then given up instead of begun again.
tried(Change) -> tried(Change, 10).

tried(Change, Left) ->
    case Change() of
        {error, _} when Left > 0 -> timer:sleep(50), tried(Change, Left - 1);
        Answer -> Answer
    end.

%% [{Name, #pubsub_node{}}]
held(User, Server) ->
    Host = {User, Server, <<>>},
    case mod_pubsub:tree_action(Host, get_nodes, [Host]) of
        Found when is_list(Found) -> lists:sort([{Name, Node} || #pubsub_node{nodeid = {_, Name}} = Node <- Found]);
        {result, Found} -> lists:sort([{Name, Node} || #pubsub_node{nodeid = {_, Name}} = Node <- Found])
    end.

%% Newest first.
items(User, Server, Name) ->
    Found = mod_pubsub:get_items({User, Server, <<>>}, Name),
    true = is_list(Found),
    Found.

%% The options are there before the first item is, so that no item is readable by more people than it was.
made(#jid{luser = User, lserver = Server} = Owner, Name, #pubsub_node{type = Type, options = Options}) ->
    Host = {User, Server, <<>>},
    {result, _} = tried(fun() -> mod_pubsub:create_node(Host, Server, Name, Owner, Type, all, []) end),
    {_, Node} = lists:keyfind(Name, 1, held(User, Server)),
    case tried(fun() -> mod_pubsub:tree_action(Host, set_node, [Node#pubsub_node{options = Options}]) end) of
        {error, Why} -> error({options_not_set, Why});
        _ -> ok
    end.

published(#jid{luser = User, lserver = Server} = Owner, Name, Id, Payload) ->
    {result, _} = tried(fun() -> mod_pubsub:publish_item({User, Server, <<>>}, Server, Name, Owner, Id, Payload) end).
