package io.mudlark.jobs.live;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns SIGTERM and SIGINT into a wish to stop: the first lets the run end in order, a second one
 * ends the process at once.
 *
 * <p>Not a shutdown hook: hooks run all at the same time, and Flink's would take the cluster away
 * while its state is being saved. The JVM's signals have no public interface; where there is none,
 * the process ends at once, as if it had crashed.
 */
public final class StopSignals {
  private static final Logger PROBLEMS = LoggerFactory.getLogger("io.mudlark.problems");
  private static final List<String> NAMES = List.of("TERM", "INT");

  /** What shells expect of a process that was ended by the second signal: 128 + SIGTERM. */
  private static final int ENDED_AT_ONCE = 143;

  private final CountDownLatch asked = new CountDownLatch(1);

  /** Asks to stop, as a signal does. */
  public void ask() {
    asked.countDown();
  }

  /** Waits for the wish; returns whether it has come. */
  public boolean await(long millis) throws InterruptedException {
    return asked.await(millis, TimeUnit.MILLISECONDS);
  }

  /** Takes the signals over from the JVM. */
  public void install() {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      InvocationHandler wish =
          (proxy, method, arguments) -> {
            if (method.getName().equals("handle")) {
              received();
              return null;
            }
            return method.getName().equals("hashCode") ? 0 : false;
          };
      Object listener =
          Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, wish);
      for (String name : NAMES) {
        Object one = signal.getConstructor(String.class).newInstance(name);
        signal.getMethod("handle", signal, handler).invoke(null, one, listener);
      }
    } catch (ReflectiveOperationException e) {
      PROBLEMS.warn("signals cannot be listened to here: to stop is to crash");
    }
  }

  private void received() {
    if (asked.getCount() == 0) {
      Runtime.getRuntime().halt(ENDED_AT_ONCE);
    }
    ask();
  }
}
