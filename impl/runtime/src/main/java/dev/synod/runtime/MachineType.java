package dev.synod.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.BaseStream;
import java.util.stream.Stream;

/** What a class of machines declares: read once, checked as it is read. */
final class MachineType {

    private static final Pattern ENVIRONMENT =
            Pattern.compile("\\s*(\\w+)\\s*\\(\\s*(\\w+)\\s*(?:,\\s*(\\w+)\\s*)?\\)\\s*");

    private static final ClassValue<MachineType> TYPES = new ClassValue<>() {
        @Override
        protected MachineType computeValue(Class<?> type) {
            return new MachineType(type);
        }
    };

    /** An action's name, parameters and method. */
    record Declared(String name, List<Parameter> parameters, MethodHandle handle) {
    }

    /** An action that only the environment takes, with its parameters' names; the second may be null. */
    private record Environments(String name, String process, String second) {
    }

    private final Class<?> machine;
    private final Class<?> state;
    private final Class<?> message;
    private final List<Declared> actions = new ArrayList<>();
    private Environments crash;
    private Environments lie;

    static MachineType of(Class<?> machine) {
        return TYPES.get(machine);
    }

    private MachineType(Class<?> machine) {
        this.machine = machine;
        Type[] arguments = machineArguments(machine);
        state = raw(arguments[0], "state");
        message = raw(arguments[1], "message");
        if (!state.isRecord()) {
            throw invalid("has " + state.getName() + " as its state; a state is a record.");
        }
        Map<String, Method> methods = new TreeMap<>();
        for (Class<?> c = machine; c != Machine.class; c = c.getSuperclass()) {
            for (Method method : c.getDeclaredMethods()) {
                if (method.isAnnotationPresent(Action.class) && !method.isBridge()) {
                    Method known = methods.putIfAbsent(capitalised(method.getName()), method);
                    if (known != null && known.getDeclaringClass() == c) {
                        throw invalid("declares the action " + capitalised(method.getName()) + " twice.");
                    }
                }
            }
        }
        if (methods.isEmpty()) {
            throw invalid("has no action. Mark the methods that are the spec's actions with @Action.");
        }
        methods.forEach((name, method) -> actions.add(declared(name, method)));
        checkThatEveryMessageIsReceived(message);
        Crash crashes = machine.getAnnotation(Crash.class);
        if (crashes != null) {
            crash = environments("Crash", crashes.value(), "its one parameter, such as @Crash(\"LoseSlip(p)\"), or in"
                    + " rounds two, such as @Crash(\"CrashSending(p, reached)\")", methods);
            if (inRounds() != (crash.second() != null)) {
                throw invalid("has @Crash(\"" + crashes.value() + "\"); " + (inRounds() ? "in rounds the crash has a"
                        + " second parameter, the nodes that the last messages reach." : "a crash has a second parameter"
                        + " only where all actions receive the messages of a round."));
            }
        }
        Byzantine lies = machine.getAnnotation(Byzantine.class);
        if (lies != null) {
            lie = environments("Byzantine", lies.value(), "its two parameters, such as @Byzantine(\"Traitor(p, said)\")",
                    methods);
            if (lie.second() == null || !inRounds()) {
                throw invalid("has @Byzantine(\"" + lies.value() + "\"); expected an action with two parameters, of a"
                        + " machine all of whose actions receive the messages of a round.");
            }
        }
    }

    private Environments environments(String annotation, String value, String expected, Map<String, Method> methods) {
        Matcher matcher = ENVIRONMENT.matcher(value);
        if (!matcher.matches()) {
            throw invalid("has @" + annotation + "(\"" + value + "\"); expected the spec's action with " + expected + ".");
        }
        String name = matcher.group(1);
        if (methods.containsKey(name)) {
            throw invalid("has a method for " + name + ", which only the environment takes: drop the method or the @"
                    + annotation + ".");
        }
        return new Environments(name, matcher.group(2), matcher.group(3));
    }

    /** Whether every action receives the messages of a round. */
    boolean inRounds() {
        return actions.stream().allMatch(MachineType::receivesRound);
    }

    private static boolean receivesRound(Declared action) {
        return action.parameters().stream().anyMatch(p -> p.kind() == Parameter.Kind.INBOX);
    }

    private Type[] machineArguments(Class<?> type) {
        for (Class<?> c = type; c != Object.class; c = c.getSuperclass()) {
            if (c.getSuperclass() == Machine.class) {
                if (c.getGenericSuperclass() instanceof ParameterizedType parameterized) {
                    return parameterized.getActualTypeArguments();
                }
                break;
            }
        }
        throw invalid("must extend Machine<State, Message> with its state record and its message type.");
    }

    private Class<?> raw(Type type, String what) {
        if (type instanceof Class<?> c) {
            return c;
        } else if (type instanceof ParameterizedType parameterized) {
            return (Class<?>) parameterized.getRawType();
        }
        throw invalid("leaves its " + what + " type open (" + type + "); name a class in extends Machine<...>.");
    }

    private Declared declared(String name, Method method) {
        String where = method.getDeclaringClass().getSimpleName() + "." + method.getName();
        int modifiers = method.getModifiers();
        if (Modifier.isStatic(modifiers) || Modifier.isPrivate(modifiers)) {
            throw invalid("has the action " + where + ", which is static or private;"
                    + " a subclass could not override it.");
        }
        if (method.getReturnType() != Step.class) {
            throw invalid("has the action " + where + ", which returns " + method.getReturnType().getSimpleName()
                    + "; an action returns Step<" + state.getSimpleName() + ">.");
        }
        java.lang.reflect.Parameter[] declared = method.getParameters();
        if (declared.length == 0 || declared[0].getType() != state) {
            throw invalid("has the action " + where + ", whose first parameter is not the state of the process, "
                    + state.getSimpleName() + ".");
        }
        if (!declared[0].isNamePresent()) {
            throw invalid("was compiled without its parameters' names, which are the spec's;"
                    + " compile with -parameters.");
        }
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(new Parameter(declared[0].getName(), state, Parameter.Kind.SELF, null));
        boolean receives = Stream.of(declared).anyMatch(p -> message.isAssignableFrom(p.getType()));
        for (int i = 1; i < declared.length; i++) {
            parameters.add(parameter(where, declared[i], receives));
        }
        if (parameters.stream().filter(p -> p.kind() == Parameter.Kind.MESSAGE || p.kind() == Parameter.Kind.INBOX)
                .count() > 1) {
            throw invalid("has the action " + where + ", which receives two messages; an action receives one, or in one"
                    + " map all of a round.");
        }
        try {
            MethodHandle handle = MethodHandles.privateLookupIn(method.getDeclaringClass(), MethodHandles.lookup())
                    .unreflect(method);
            handle = handle.asType(handle.type().changeParameterType(0, Object.class));
            return new Declared(name, parameters, handle);
        } catch (IllegalAccessException e) {
            throw invalid("has the action " + where + ", which cannot be called: " + e.getMessage() + ".");
        }
    }

    private Parameter parameter(String where, java.lang.reflect.Parameter declared, boolean receives) {
        String name = declared.getName();
        Class<?> type = MethodType.methodType(declared.getType()).wrap().returnType();
        if (message.isAssignableFrom(declared.getType())) {
            return new Parameter(name, type, Parameter.Kind.MESSAGE, null);
        }
        if (declared.isAnnotationPresent(Sender.class)) {
            if (!receives || type != NodeId.class) {
                throw invalid("has the action " + where + ", whose @Sender " + name
                        + " must be a NodeId beside a message.");
            }
            return new Parameter(name, type, Parameter.Kind.SENDER, null);
        }
        In in = declared.getAnnotation(In.class);
        if (in == null && isInbox(declared.getParameterizedType())) {
            return new Parameter(name, type, Parameter.Kind.INBOX, null);
        }
        if (in == null) {
            throw invalid("has the action " + where + ", whose parameter " + name + " is no message ("
                    + message.getSimpleName() + "); say with @In where its values come from, or mark it @Sender.");
        }
        return new Parameter(name, type, Parameter.Kind.CHOSEN, supply(where, name, type, in.value()));
    }

    /** Whether it is a map from nodes to messages of any kind. */
    private boolean isInbox(Type type) {
        return type instanceof ParameterizedType map && map.getRawType() == Map.class
                && map.getActualTypeArguments()[0] == NodeId.class
                && map.getActualTypeArguments()[1] == message;
    }

    private MethodHandle supply(String where, String parameter, Class<?> type, String name) {
        List<String> known = new ArrayList<>();
        for (Class<?> c = machine; c != Object.class; c = c.getSuperclass()) {
            for (Method method : c.getDeclaredMethods()) {
                if (!isSupply(method) || c == Machine.class && !method.getName().equals("nodes")) {
                    continue;
                }
                known.add(method.getName());
                if (!method.getName().equals(name)) {
                    continue;
                }
                checkElements(where, parameter, type, method);
                try {
                    MethodHandle handle = MethodHandles
                            .privateLookupIn(method.getDeclaringClass(), MethodHandles.lookup()).unreflect(method);
                    if (method.getParameterCount() == 0) {
                        handle = MethodHandles.dropArguments(handle, 1, Object.class);
                    }
                    return handle.asType(MethodType.methodType(Object.class, Object.class, Object.class));
                } catch (IllegalAccessException e) {
                    throw invalid("has the supply " + name + ", which cannot be called: " + e.getMessage() + ".");
                }
            }
        }
        known.sort(Comparator.naturalOrder());
        throw invalid("has the action " + where + ", whose parameter " + parameter + " is @In(\"" + name
                + "\"), but no method of that name supplies candidates. Known: "
                + String.join(", ", known.stream().distinct().toList()) + ".");
    }

    private boolean isSupply(Method method) {
        boolean supplies = Iterable.class.isAssignableFrom(method.getReturnType())
                || BaseStream.class.isAssignableFrom(method.getReturnType());
        boolean parameters = method.getParameterCount() == 0
                || method.getParameterCount() == 1 && method.getParameterTypes()[0] == state;
        // A subclass may override a supply, so it must be dispatched like an action.
        return supplies && parameters && !method.isSynthetic() && !Modifier.isStatic(method.getModifiers())
                && !Modifier.isPrivate(method.getModifiers());
    }

    private void checkElements(String where, String parameter, Class<?> type, Method supply) {
        if (supply.getGenericReturnType() instanceof ParameterizedType parameterized
                && parameterized.getActualTypeArguments().length == 1) {
            Type element = parameterized.getActualTypeArguments()[0];
            Class<?> elementType = element instanceof Class<?> c ? c
                    : element instanceof ParameterizedType p ? (Class<?>) p.getRawType() : null;
            if (elementType != null && !type.isAssignableFrom(elementType)) {
                throw invalid("has the action " + where + ", whose parameter " + parameter + " is a "
                        + type.getSimpleName() + ", but " + supply.getName() + " supplies "
                        + elementType.getSimpleName() + ".");
            }
        }
    }

    private void checkThatEveryMessageIsReceived(Class<?> type) {
        if (type.isSealed()) {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                checkThatEveryMessageIsReceived(permitted);
            }
        } else if (type.isRecord() && actions.stream().noneMatch(a -> receivesRound(a) || a.parameters().stream()
                .anyMatch(p -> p.kind() == Parameter.Kind.MESSAGE && p.type().isAssignableFrom(type)))) {
            throw invalid("has no action that receives a " + type.getSimpleName() + ".");
        }
    }

    private InvalidMachineException invalid(String what) {
        return new InvalidMachineException("Machine " + machine.getName() + " " + what);
    }

    private static String capitalised(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    Class<?> message() {
        return message;
    }

    /** The actions of one machine of this type, by name in alphabetical order. */
    <S extends Record> List<MachineAction<S>> bind(Machine<S, ?> instance) {
        List<MachineAction<S>> bound = new ArrayList<>();
        for (Declared declared : actions) {
            MethodHandle handle = declared.handle().bindTo(instance)
                    .asSpreader(Object[].class, declared.parameters().size())
                    .asType(MethodType.methodType(Object.class, Object[].class));
            bound.add(new MachineAction<>(instance, declared.name(), declared.parameters(), false, call(handle)));
        }
        if (crash != null) {
            bound.add(environment(instance, crash, Parameter.Kind.REACHED, Set.class));
        }
        if (lie != null) {
            bound.add(environment(instance, lie, Parameter.Kind.SAID, Map.class));
        }
        bound.sort(Comparator.comparing(MachineAction::name));
        return List.copyOf(bound);
    }

    private <S extends Record> MachineAction<S> environment(
            Machine<S, ?> instance, Environments action, Parameter.Kind second, Class<?> type) {
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(new Parameter(action.process(), state, Parameter.Kind.SELF, null));
        if (action.second() == null) {
            return new MachineAction<>(
                    instance, action.name(), parameters, true, arguments -> crash(instance, arguments[0]));
        }
        parameters.add(new Parameter(action.second(), type, second, null));
        return new MachineAction<>(instance, action.name(), parameters, true, arguments -> {
            throw new IllegalStateException("What " + action.name() + " does depends on the messages of the round; ask"
                    + " Rounds.");
        });
    }

    @SuppressWarnings("unchecked") // The action's method returns a Step of the machine's state.
    private static <S extends Record> MachineAction.Body<S> call(MethodHandle handle) {
        return arguments -> {
            try {
                return (Step<S>) (Object) handle.invokeExact(arguments);
            } catch (Throwable e) {
                throw RecordShape.unchecked(e);
            }
        };
    }

    @SuppressWarnings("unchecked") // Arguments start with the machine's state.
    private static <S extends Record> Step<S> crash(Machine<S, ?> instance, Object state) {
        return Step.to(instance.afterCrash((S) state));
    }
}
