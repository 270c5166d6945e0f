%% Ad-hoc commands for what XEP-0133 lacks: docs/admin-commands.md is the contract, README.md beside this file how to install it.
%% This module registers and guards them; what they do is in mod_bailiwick_*.erl.
-module(mod_bailiwick).
-behaviour(gen_mod).

-export([start/2, stop/1, reload/3, depends/2, mod_options/1, mod_doc/0]).
-export([items/4, command/4, disco_items/5, disco_features/5, disco_identity/5]).

-include_lib("p1_xmpp/include/xmpp.hrl").
-include_lib("kernel/include/logger.hrl").

-define(NODE, "urn:bailiwick:admin:1#").
%% A command that takes longer goes on; who asked is told so instead of waiting for ever.
-define(ANSWER_MS, 60000).

start(Host, _Opts) ->
    ok = mod_bailiwick_connections:start(Host),
    [ejabberd_hooks:add(Hook, Host, ?MODULE, Function, Priority) || {Hook, Function, Priority} <- hooks()],
    ok.

stop(Host) ->
    [ejabberd_hooks:delete(Hook, Host, ?MODULE, Function, Priority) || {Hook, Function, Priority} <- hooks()],
    mod_bailiwick_connections:stop(Host).

reload(_Host, _New, _Old) -> ok.
depends(_Host, _Opts) -> [{mod_adhoc, hard}].
mod_options(_Host) -> [].
mod_doc() -> #{desc => <<"Ad-hoc commands for administrators that XEP-0133 lacks">>}.

%% Before mod_configure and mod_announce (50), which take nodes apart in their own way.
hooks() ->
    [{adhoc_local_items, items, 40}, {adhoc_local_commands, command, 40}, {disco_local_items, disco_items, 40},
     {disco_local_features, disco_features, 40}, {disco_local_identity, disco_identity, 40}].

%% Name, title, inputs, and the function that answers.
commands() ->
    [mod_bailiwick_service, mod_bailiwick_cluster, mod_bailiwick_sessions, mod_bailiwick_account, mod_bailiwick_contacts].

find(Name) ->
    case [{Module, Spec} || Module <- commands(), {Known, _, _} = Spec <- Module:commands(), Known =:= Name] of
        [Found | _] -> Found;
        [] -> none
    end.

%% Who may configure the whole server, as mod_configure has it.
may(From) -> acl:match_rule(global, configure, From) =:= allow.

items(Acc, From, #jid{lserver = Server}, _Lang) ->
    case may(From) of
        false -> Acc;
        true ->
            Before = case Acc of {result, Items} -> Items; _ -> [] end,
            {result, Before ++ [#disco_item{jid = jid:make(Server), node = <<?NODE, Name/binary>>, name = Title}
                                || Module <- commands(), {Name, Title, _} <- Module:commands()]}
    end.

disco_items(Acc, From, _To, <<?NODE, Name/binary>>, _Lang) -> about(Acc, From, Name, {result, []});
disco_items(Acc, _From, _To, _Node, _Lang) -> Acc.

disco_features(Acc, From, _To, <<?NODE, Name/binary>>, _Lang) ->
    about(Acc, From, Name, {result, [?NS_COMMANDS, ?NS_XDATA]});
disco_features(Acc, _From, _To, _Node, _Lang) -> Acc.

disco_identity(Acc, From, _To, <<?NODE, Name/binary>>, _Lang) ->
    case may(From) andalso find(Name) of
        {_, {_, Title, _}} ->
            {stop, [#identity{category = <<"automation">>, type = <<"command-node">>, name = Title}]};
        _ -> Acc
    end;
disco_identity(Acc, _From, _To, _Node, _Lang) -> Acc.

about(Acc, From, Name, Answer) ->
    case {may(From), find(Name)} of
        {false, _} -> {stop, {error, xmpp:err_forbidden()}};
        {true, none} -> Acc;
        {true, _} -> {stop, Answer}
    end.

command(_Acc, From, To, #adhoc_command{node = <<?NODE, Name/binary>>} = Request) ->
    {stop, case {may(From), find(Name)} of
               {false, _} -> {error, xmpp:err_forbidden(<<"Only who may configure the server may do this">>, <<"en">>)};
               {true, none} -> {error, xmpp:err_item_not_found(<<"There is no such command">>, <<"en">>)};
               {true, {Module, Spec}} -> step(Module, Spec, From, To, Request)
           end};
command(Acc, _From, _To, _Request) -> Acc.

step(_Module, _Spec, _From, _To, #adhoc_command{action = cancel} = Request) -> respond(Request, #adhoc_command{status = canceled});
step(_Module, _Spec, _From, _To, #adhoc_command{xdata = #xdata{type = cancel}} = Request) ->
    respond(Request, #adhoc_command{status = canceled});
step(_Module, _Spec, _From, _To, #adhoc_command{action = Action}) when Action =:= prev; Action =:= next ->
    mod_bailiwick_form:error({bad_request, <<"This command has one step">>});
step(_Module, {_, Title, [_ | _] = Inputs}, _From, _To, #adhoc_command{action = execute, xdata = undefined} = Request) ->
    respond(Request, #adhoc_command{status = executing, actions = #adhoc_actions{execute = complete, complete = true},
                                    xdata = mod_bailiwick_form:ask(Title, Inputs)});
step(Module, {Name, Title, Inputs}, From, #jid{lserver = Server}, #adhoc_command{xdata = Form} = Request) ->
    Caller = self(),
    Work = fun() ->
        Values = mod_bailiwick_form:read(Inputs, Form),
        mod_bailiwick_form:result(Title, Module:run(Name, Values, #{from => From, server => Server, caller => Caller}))
    end,
    case aside(Name, Work) of
        {ok, Result} -> respond(Request, #adhoc_command{status = completed, xdata = Result});
        {refused, Why} -> mod_bailiwick_form:error(Why)
    end.

%% Nothing is kept between two steps: a session is only a name that the other side may use to tell its requests apart.
respond(#adhoc_command{node = Node, lang = Lang, sid = Session}, Response) ->
    Response#adhoc_command{node = Node, lang = Lang, sid = case Session of <<>> -> p1_rand:get_string(); _ -> Session end}.

%% In a process of its own, so that whatever happens there the asking session lives on, and its memory goes with it.
aside(Name, Work) ->
    {Pid, Monitor} = spawn_monitor(fun() -> exit({answer, guarded(Name, Work)}) end),
    receive
        {'DOWN', Monitor, process, Pid, {answer, Answer}} -> Answer;
        {'DOWN', Monitor, process, Pid, _} -> {refused, internal}
    after ?ANSWER_MS ->
        demonitor(Monitor, [flush]),
        {refused, {timeout, <<"It takes longer and goes on; look later at what it did">>}}
    end.

guarded(Name, Work) ->
    try {ok, Work()}
    catch
        throw:{refused, Why} -> {refused, Why};
        Class:Reason:Stack ->
            ?LOG_ERROR("mod_bailiwick: ~ts failed: ~p:~p ~p", [Name, Class, Reason, Stack]),
            {refused, internal}
    end.
