package dev.synod.tlc;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.rmi.server.RMISocketFactory;
import java.util.Arrays;

/**
 * Runs a program that uses Java's remote method invocation, such as TLC's distributed mode, with every server socket
 * bound to the loopback address. By themselves they would listen on every address of the machine, and let anyone who
 * reaches it take part.
 */
public final class LoopbackLauncher {

    private static final int BACKLOG = 50;

    private LoopbackLauncher() {
    }

    private static final class LoopbackSockets extends RMISocketFactory {
        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return new Socket(host, port);
        }

        @Override
        public ServerSocket createServerSocket(int port) throws IOException {
            return new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
        }
    }

    /**
     * Runs a program.
     *
     * @param arguments the main class, and the arguments for it
     * @throws Throwable what the program throws
     */
    public static void main(String[] arguments) throws Throwable {
        RMISocketFactory.setSocketFactory(new LoopbackSockets());
        String[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
        try {
            Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object) rest);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
